import { createHash } from 'node:crypto';
import { splitName, tidyName } from '#identity';

/** Somebody whom the demo lets people pretend to be. */
export interface DemoPerson {
  readonly name: string;
  readonly givenName?: string;
  readonly surname?: string;
}

const mostTyped = 1000;

/** Who can log in: those given at the start, and whoever types a name. */
export class Persons {
  readonly #bySubject = new Map<string, DemoPerson>();

  constructor(readonly offered: readonly DemoPerson[]) {
    for (const person of offered) this.#bySubject.set(subjectOf(person.name), person);
  }

  /** The subject of the person with that name, who is made up if need be; undefined for an empty or endless name. */
  subjectFor(typed: string): string | undefined {
    const name = tidyName(typed);
    if (name === '' || name.length > 100) return undefined;
    const subject = subjectOf(name);
    if (!this.#bySubject.has(subject)) {
      if (this.#bySubject.size >= this.offered.length + mostTyped) return undefined;
      this.#bySubject.set(subject, { name });
    }
    return subject;
  }

  /** The claims of OpenID Connect Core §5.1 that Justera asks for. */
  claimsOf(subject: string): { sub: string; name: string; given_name: string; family_name: string } | undefined {
    const person = this.#bySubject.get(subject);
    if (person === undefined) return undefined;
    const split = splitName(person.name);
    return { sub: subject, name: person.name, given_name: person.givenName ?? split.givenName, family_name: person.surname ?? split.surname };
  }
}

/** The same name is the same person, today and tomorrow: pseudonyms stay the same over restarts. */
function subjectOf(name: string): string {
  return `demo-${createHash('sha256').update(tidyName(name).toLowerCase()).digest('hex').slice(0, 24)}`;
}
