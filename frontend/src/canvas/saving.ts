// Sends what was done to the server in its order. What cannot be sent is kept, said, and sent once when the server is back.

/** What a page asks for; `change` is made here, so that what arrives twice is written once. */
export interface Wish {
  readonly do: "code" | "new" | "set" | "resize" | "remove" | "flag";
  readonly change: string;
  readonly place?: { revision: string; start: number; end: number; words: readonly string[] };
  readonly codes?: readonly string[];
  readonly coding?: string;
  readonly label?: string;
  readonly role?: string;
  readonly said?: Readonly<Record<string, string>>;
}

/** A turn as the server shows it after a write. */
export interface TurnNow {
  readonly number: number;
  readonly marks: string;
  readonly codes: string;
}

/** What came of a wish. */
export interface Written {
  readonly before: string;
  readonly latest: string;
  readonly revision: string;
  readonly codings: readonly string[];
  readonly say: string;
  readonly turns: readonly TurnNow[];
  readonly place: readonly [number, number] | null;
  readonly offers: string;
}

/** What the page does about it. */
export interface Listener {
  written(wish: Wish, answer: Written): void;
  /** Refused for good: nothing was written. `field` is what of it was amiss, "" where nobody says. */
  refused(wish: Wish, sentence: string, field: string): void;
  /** Kept here; `sentence` is the server's, or "" where it does not answer at all. */
  kept(waiting: number, sentence: string): void;
  /** Everything that was kept has been sent. */
  caughtUp(): void;
}

const RETRY_MS = 2000;

/** A new id for a change: random, with the time in front, as the program makes its own (UUID version 7). */
export function newChange(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A queue of one page, kept over a reload of the page. */
export class Outbox {
  readonly #address: string;
  readonly #token: string;
  readonly #listener: Listener;
  readonly #shelf: Storage;
  #waiting: Wish[];
  #sending = false;
  #stuck = false;

  constructor(address: string, token: string, listener: Listener, shelf: Storage = sessionStorage) {
    this.#address = address;
    this.#token = token;
    this.#listener = listener;
    this.#shelf = shelf;
    this.#waiting = JSON.parse(shelf.getItem(this.#key) ?? "[]") as Wish[];
  }

  get #key(): string {
    return `unsaved ${this.#address}`;
  }

  /** How many wishes are not written yet. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Sends a wish after those before it, when what the page shows of it already has been painted. */
  send(wish: Wish): void {
    this.#waiting.push(wish);
    this.#keep();
    afterPaint(() => void this.flush());
  }

  /** Sends everything that waits, one by one. */
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#waiting[0] !== undefined && (await this.#sendFirst(this.#waiting[0])));
    } finally {
      this.#sending = false;
    }
    if (this.#stuck && this.#waiting.length === 0) {
      this.#stuck = false;
      this.#listener.caughtUp();
    }
  }

  /** Whether the next may be sent. */
  async #sendFirst(wish: Wish): Promise<boolean> {
    const answer = await this.#post(wish);
    if (answer === null || answer.status === 503) {
      this.#stuck = true;
      this.#listener.kept(this.#waiting.length, answer === null ? "" : (await saidOf(answer)).sentence);
      setTimeout(() => void this.flush(), RETRY_MS);
      return false;
    }
    this.#waiting.shift();
    this.#keep();
    if (answer.ok) this.#listener.written(wish, (await answer.json()) as Written);
    else {
      const said = await saidOf(answer);
      this.#listener.refused(wish, said.sentence, said.field);
    }
    return true;
  }

  async #post(wish: Wish): Promise<Response | null> {
    try {
      return await fetch(this.#address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token },
        body: JSON.stringify(wish),
      });
    } catch {
      return null;
    }
  }

  #keep(): void {
    if (this.#waiting.length > 0) this.#shelf.setItem(this.#key, JSON.stringify(this.#waiting));
    else this.#shelf.removeItem(this.#key);
  }
}

/** Calls when what was changed on the page can be seen; in a window that nobody sees nothing is painted. */
function afterPaint(then: () => void): void {
  if (document.hidden) then();
  else requestAnimationFrame(() => setTimeout(then));
}

async function saidOf(answer: Response): Promise<{ sentence: string; field: string }> {
  const said = (await answer.json().catch(() => null)) as { sentence?: string; field?: string } | null;
  return { sentence: said?.sentence ?? "", field: said?.field ?? "" };
}
