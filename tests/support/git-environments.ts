import { temporaryFolder } from './temporary.ts';

/** As if every repository belonged to somebody else whom this user does not trust. */
export const amongStrangers = {
  GIT_TEST_ASSUME_DIFFERENT_OWNER: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
} as const;

/** As where no program is installed. */
export const withoutPrograms = (): { readonly PATH: string } => ({ PATH: temporaryFolder() });
