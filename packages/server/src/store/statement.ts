/**
 * Statements: queries written once as functions of a builder and of slots, compiled once per engine, run with values.
 *
 * Building and compiling a query costs several times more than SQLite needs to answer it, so neither happens twice: a slot
 * compiles to a parameter, and running a statement only puts the values in.
 */
import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from "kysely";
import type { Tables } from "./tables.ts";

/** The query builder of one engine. It builds and compiles; it is connected to nothing. */
export type Builder = Kysely<Tables>;

/** One parameter for each value of `Input`; where the value is optional, its absence is stored as null. */
export type Slots<Input> = {
  readonly [Name in keyof Input]-?: RawBuilder<
    undefined extends Input[Name] ? Exclude<Input[Name], undefined> | null : Input[Name]
  >;
};

/**
 * A query and the values it wants. Declare it at the top of a module: it is compiled once per function, not once per call.
 *
 * @example
 * const findName = (db: Builder, slot: Slots<{ key: string }>) =>
 *   db.selectFrom("sign_in_names").select("sub").where("key", "=", slot.key);
 */
export type Statement<Input, Row> = (db: Builder, slot: Slots<Input>) => Compilable<Row>;

/** A statement in one engine's SQL. */
export interface Compiled {
  readonly sql: string;
  /** What goes into each parameter: a slot's name to look up, or a constant of the statement. */
  readonly parameters: readonly (Slot | Constant)[];
  /** Whether it leaves the database as it was. */
  readonly reads: boolean;
  /** A name for preparing it on the server; none for statements that run once, such as migrations. */
  readonly name: string | undefined;
}

/** What both engines can store. */
export type Value = string | number | null;

interface Constant {
  readonly value: Value;
}

class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Compiles statements for one engine and remembers them. */
export class StatementCompiler {
  readonly #builder: Builder;
  readonly #compiled = new WeakMap<object, Compiled>();
  #count = 0;

  constructor(builder: Builder) {
    this.#builder = builder;
  }

  compile<Input, Row>(statement: Statement<Input, Row>): Compiled {
    let compiled = this.#compiled.get(statement);
    if (compiled === undefined) {
      compiled = this.#describe(statement(this.#builder, slotsFor<Input>()).compile());
      this.#compiled.set(statement, compiled);
    }
    return compiled;
  }

  #describe(query: CompiledQuery): Compiled {
    const kind = query.query.kind;
    const repeats = /^(Select|Insert|Update|Delete)QueryNode$/.test(kind);
    if (repeats) this.#count += 1;
    return {
      sql: query.sql,
      parameters: query.parameters.map(toParameter),
      reads: kind === "SelectQueryNode",
      name: repeats ? `poolhouse_${this.#count}` : undefined,
    };
  }
}

/** The values for a compiled statement's parameters, in their order. Absent optional values become null. */
export function fillParameters(compiled: Compiled, input: object): Value[] {
  // The statement's type ties the slots' names to the input's members, and columns hold text, numbers and null only.
  const values = input as Record<string, Value | undefined>;
  return compiled.parameters.map((parameter) =>
    parameter instanceof Slot ? (values[parameter.name] ?? null) : parameter.value,
  );
}

function slotsFor<Input>(): Slots<Input> {
  const slots = new Proxy({}, { get: (_target, name) => sql`${new Slot(String(name))}` });
  // Every property of the proxy is a parameter, so it has those of `Input` too.
  return slots as Slots<Input>;
}

function toParameter(parameter: unknown): Slot | Constant {
  if (parameter instanceof Slot) return parameter;
  if (parameter === null || typeof parameter === "string" || typeof parameter === "number") {
    return { value: parameter };
  }
  throw new TypeError(`a statement holds a ${typeof parameter}; columns are text or integers`);
}
