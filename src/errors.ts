/** Not there, or not within the actor's reach: the answer is the same, 404. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** The actor's role may not do this: 403. */
export class Forbidden extends Error {
  override name = 'Forbidden'
}

/** The role may, but only with a seat in the Client Portal subscription: 403. */
export class NeedsSeat extends Forbidden {
  override name = 'NeedsSeat'
}

/** The role may, but only with a permission that an administrator gives: 403. */
export class NeedsPermission extends Forbidden {
  override name = 'NeedsPermission'
}

/** A change that did not come from one of our own pages: 403. */
export class FromElsewhere extends Forbidden {
  override name = 'FromElsewhere'
}

/** A rule of the domain refuses the change: 422 with a sentence for people, beside the field where there is one. */
export class RuleBroken extends Error {
  override name = 'RuleBroken'
  readonly field: string | undefined
  /** What else is wrong at the same time. */
  readonly also: RuleBroken[]

  constructor(sentence: string, field?: string, also: RuleBroken[] = []) {
    super(sentence)
    this.field = field
    this.also = also
  }
}

/** Too many tries: 429. `retryAfter` in seconds. */
export class TooManyTries extends Error {
  override name = 'TooManyTries'
  readonly retryAfter: number
  /** Whether this try was the first too many: what is worth keeping of a pause, and that once. */
  readonly isFirst: boolean

  constructor(retryAfter: number, isFirst = false) {
    super('Too many tries')
    this.retryAfter = retryAfter
    this.isFirst = isFirst
  }
}

/** More are signing in than passwords can be checked at once: 429, in a moment there is room again. */
export class TooManyAtOnce extends TooManyTries {
  override name = 'TooManyAtOnce'

  constructor() {
    super(2)
  }
}

/** The database is busy or away: 503, and what was typed is kept. */
export class Busy extends Error {
  override name = 'Busy'
}
