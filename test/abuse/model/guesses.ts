/** The limit on guessing as the model keeps it: how many were heard, and until when none is. */
import { demand } from "./demand.ts";

/** Between which instants something happened: one and the same where the clock stands still. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const second = 1000;
const quiet = 900 * second;
const mostInARow = 100;

/** No wait up to the fourth failure, then 2^(n-5) seconds up to fifteen minutes. */
const waitAfter = (failures: number): number =>
  failures < 5 ? 0 : Math.min(2 ** (failures - 5) * second, quiet);

/** The guesses at one authenticator of one person. */
export class Guesses {
  private failures = 0;
  private inARow = 0;
  private last: Span = { from: -Infinity, to: -Infinity };
  private until: Span = { from: 0, to: 0 };

  private readonly name: string;
  constructor(name: string) {
    this.name = name;
  }

  /** Whether the door is shut for certain, so that not even the right answer may pass. */
  isShut(at: Span): boolean {
    return at.to < this.until.from || this.inARow >= mostInARow;
  }

  /** A wrong answer was judged as such. */
  heard(at: Span): void {
    demand(!this.isShut(at), `I3: the ${this.name} was guessed at behind the lock`);
    if (at.from - this.last.to >= quiet) this.failures = 0;
    this.failures += 1;
    this.inARow += 1;
    this.last = at;
    const wait = waitAfter(this.failures);
    this.until = wait === 0 ? { from: 0, to: 0 } : { from: at.from + wait, to: at.to + wait };
  }

  /** The answer was that the door is shut. */
  refused(at: Span): void {
    const isOpen = at.from >= this.until.to && this.inARow < mostInARow;
    demand(!isOpen, `I3: the ${this.name} is locked after ${this.failures} failures, too soon or too long`);
  }

  /** The right answer passed. */
  passed(at: Span): void {
    demand(!this.isShut(at), `I3: the ${this.name} passed behind the lock`);
    this.forget();
  }

  /** What was guessed at was replaced by something new: that ends everything but a wait that has begun. */
  replaced(at: Span): void {
    if (!this.isShut(at) || this.inARow >= mostInARow) this.forget();
  }

  /** The right answer passed, or an operator put something else in its place. */
  forget(): void {
    this.failures = 0;
    this.inARow = 0;
    this.last = { from: -Infinity, to: -Infinity };
    this.until = { from: 0, to: 0 };
  }
}
