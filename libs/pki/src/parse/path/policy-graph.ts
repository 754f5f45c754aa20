import type { Certificate } from '../certificate/certificate.js';
import { Oid } from '../oids.js';

/** Inputs of RFC 5280 §6.1.1 (c), (e), (f), (g); the defaults accept any policy and constrain nothing. */
export interface PolicyInputs {
  /** Object identifiers acceptable to the caller; absent is any-policy. */
  readonly userInitialPolicySet?: readonly string[];
  readonly initialExplicitPolicy?: boolean;
  readonly initialPolicyMappingInhibit?: boolean;
  readonly initialAnyPolicyInhibit?: boolean;
}

interface Node {
  readonly policy: string;
  expected: ReadonlySet<string>;
  readonly parents: ReadonlySet<Node>;
}

type Depth = Map<string, Node>;

/**
 * The valid_policy_graph of RFC 9618, which replaces the tree of RFC 5280 §6.1 with something that grows linearly. There is
 * at most one node for each policy at each depth. Qualifiers are not returned (RFC 9618 recommends against it).
 */
class PolicyGraph {
  #depths: Depth[] = [new Map([[Oid.anyPolicy, { policy: Oid.anyPolicy, expected: new Set([Oid.anyPolicy]), parents: new Set<Node>() }]])];

  get isNull(): boolean {
    return (this.#depths.at(-1)?.size ?? 0) === 0;
  }

  /** §6.1.3 (e). */
  clear(): void {
    this.#depths = [new Map<string, Node>()];
  }

  /** §6.1.3 (d) as updated. */
  descend(policies: readonly string[], isAnyAllowed: boolean): void {
    if (this.isNull) return;
    const above: Depth = this.#depths.at(-1) ?? new Map<string, Node>();
    const next: Depth = new Map();
    const add = (policy: string, parents: readonly Node[]): void => {
      if (parents.length > 0 && !next.has(policy)) next.set(policy, { policy, expected: new Set([policy]), parents: new Set(parents) });
    };
    const expecting = (policy: string): Node[] => [...above.values()].filter(({ expected }) => expected.has(policy));
    const any = above.get(Oid.anyPolicy);
    for (const policy of policies) {
      if (policy === Oid.anyPolicy) continue;
      const parents = expecting(policy);
      add(policy, parents.length > 0 || any === undefined ? parents : [any]);
    }
    if (isAnyAllowed && policies.includes(Oid.anyPolicy)) {
      for (const policy of new Set([...above.values()].flatMap(({ expected }) => [...expected]))) add(policy, expecting(policy));
    }
    this.#depths.push(next);
    this.#prune();
  }

  /** §6.1.4 (b) as updated. */
  map(from: string, to: ReadonlySet<string>, isMappingAllowed: boolean): void {
    const here = this.#depths.at(-1);
    if (here === undefined || this.isNull) return;
    if (!isMappingAllowed) {
      here.delete(from);
      this.#prune();
      return;
    }
    const node = here.get(from);
    if (node !== undefined) node.expected = to;
    else if (here.has(Oid.anyPolicy)) {
      const parent = this.#depths.at(-2)?.get(Oid.anyPolicy);
      if (parent !== undefined) here.set(from, { policy: from, expected: to, parents: new Set([parent]) });
    }
  }

  /** §6.1.5 (g) as updated: is any policy of the caller's left? */
  holdsAnyOf(userSet: readonly string[] | undefined): boolean {
    if (this.isNull) return false;
    const authority = new Set<string>();
    for (const depth of this.#depths) {
      for (const { policy, parents } of depth.values()) {
        const [parent, second] = [...parents];
        if (policy !== Oid.anyPolicy && second === undefined && parent?.policy === Oid.anyPolicy) authority.add(policy);
      }
    }
    if (this.#depths.at(-1)?.has(Oid.anyPolicy) === true) authority.add(Oid.anyPolicy);
    if (userSet === undefined || userSet.includes(Oid.anyPolicy)) return authority.size > 0;
    return authority.has(Oid.anyPolicy) ? userSet.length > 0 : userSet.some((policy) => authority.has(policy));
  }

  /** Nodes above the last depth that have no child are deleted, from below upwards. */
  #prune(): void {
    for (let depth = this.#depths.length - 1; depth > 0; depth--) {
      const kept = new Set<Node>();
      for (const { parents } of this.#depths[depth]?.values() ?? []) for (const parent of parents) kept.add(parent);
      const above = this.#depths[depth - 1];
      for (const [policy, node] of above ?? []) if (!kept.has(node)) above?.delete(policy);
    }
  }
}

/**
 * Certificate policies of a path (RFC 5280 §6.1 as updated by RFC 9618).
 *
 * @param path leaf first, anchor last; the anchor's own policies are no input (§6.1.1 (d))
 * @returns index of the certificate at which no acceptable policy was left, undefined when all is well
 */
export function checkPolicies(path: readonly Certificate[], inputs: PolicyInputs = {}): number | undefined {
  const count = path.length - 1;
  const start = (isSet: boolean | undefined): number => (isSet === true ? 0 : count + 1);
  let explicitPolicy = start(inputs.initialExplicitPolicy);
  let policyMapping = start(inputs.initialPolicyMappingInhibit);
  let inhibitAny = start(inputs.initialAnyPolicyInhibit);
  const graph = new PolicyGraph();
  for (let index = count - 1; index >= 0; index--) {
    const certificate = path[index];
    if (certificate === undefined) continue;
    const { policies, policyMappings, policyConstraints, inhibitAnyPolicy } = certificate.known;
    const isSelfIssued = certificate.isSelfIssued;
    if (policies === undefined) graph.clear();
    else graph.descend(policies.map(({ oid }) => oid), inhibitAny > 0 || (index > 0 && isSelfIssued));
    if (explicitPolicy === 0 && graph.isNull) return index;
    if (index === 0) {
      // §6.1.5 (a), (b): the leaf itself may ask for an explicit policy.
      if (explicitPolicy > 0) explicitPolicy -= 1;
      if (policyConstraints?.requireExplicitPolicy === 0) explicitPolicy = 0;
      break;
    }
    for (const [from, to] of mappingsOf(policyMappings ?? [])) {
      // §6.1.4 (a): neither side may be anyPolicy.
      if (from === Oid.anyPolicy || to.has(Oid.anyPolicy)) return index;
      graph.map(from, to, policyMapping > 0);
    }
    if (!isSelfIssued) {
      explicitPolicy = Math.max(0, explicitPolicy - 1);
      policyMapping = Math.max(0, policyMapping - 1);
      inhibitAny = Math.max(0, inhibitAny - 1);
    }
    explicitPolicy = Math.min(explicitPolicy, policyConstraints?.requireExplicitPolicy ?? Infinity);
    policyMapping = Math.min(policyMapping, policyConstraints?.inhibitPolicyMapping ?? Infinity);
    inhibitAny = Math.min(inhibitAny, inhibitAnyPolicy ?? Infinity);
  }
  return explicitPolicy > 0 || graph.holdsAnyOf(inputs.userInitialPolicySet) ? undefined : 0;
}

function mappingsOf(mappings: readonly { readonly issuerDomainPolicy: string; readonly subjectDomainPolicy: string }[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { issuerDomainPolicy, subjectDomainPolicy } of mappings) {
    found.set(issuerDomainPolicy, (found.get(issuerDomainPolicy) ?? new Set<string>()).add(subjectDomainPolicy));
  }
  return found;
}
