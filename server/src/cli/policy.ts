import type { StripPolicy } from '../core/strip.ts';
import type { Arguments, OptionSpec } from './arguments.ts';

/** What of a policy a call sets; the rest is the project's. */
export interface PolicyChoice {
  readonly level: StripPolicy['level'] | undefined;
  readonly comments: StripPolicy['comments'] | undefined;
}

export const POLICY_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'policy',
    choices: ['safe', 'thorough'],
    value: 'POLICY',
    help: 'Strip only what Galley is sure of (safe, the default), or all that it takes for boilerplate.',
  },
  {
    name: 'comments',
    choices: ['keep', 'strip'],
    value: 'WHAT',
    help: "Whether readers' comments stay (keep, the default) or go too.",
  },
];

export function policyChoice(args: Arguments): PolicyChoice {
  return {
    level: args.choice('policy', ['safe', 'thorough']),
    comments: args.choice('comments', ['keep', 'strip']),
  };
}

/** The policy of a call: its own options before the project's settings. */
export function policyOf(choice: PolicyChoice, settings: StripPolicy): StripPolicy {
  return {
    level: choice.level ?? settings.level,
    comments: choice.comments ?? settings.comments,
  };
}
