import { checkScaling } from './scaling-checks.ts';
import { holdsSecret } from './secrets.ts';
import type { AppSettings, Backup, Canary } from './settings.ts';
import type { Violation } from './violation.ts';

/**
 * What the schema cannot say about settings once all layers are merged. Paths start at the settings. Quantities are
 * compared by src/fleet/resource-checks.ts, above the room that knows them.
 */
export function checkSettings(settings: AppSettings): Violation[] {
  const { scaling, replicas, canary, backup, config } = settings;
  return [
    ...(scaling ? checkScaling(scaling) : []),
    ...(scaling && replicas !== undefined ? [twoOwners(replicas)] : []),
    ...(canary ? checkCanary(canary) : []),
    ...(backup ? checkBackup(backup) : []),
    ...checkConfig(config ?? {}),
  ];
}

function twoOwners(replicas: number): Violation {
  return {
    rule: 'replicas-beside-scaling',
    path: ['replicas'],
    against: ['scaling'],
    message: `replicas (${replicas}) beside scaling: the scaler owns the number of replicas`,
    next: 'remove replicas, or scaling',
  };
}

function checkCanary({ weightsPercent }: Canary): Violation[] {
  return weightsPercent.flatMap((weight, index) => {
    const before = weightsPercent[index - 1];
    if (before === undefined || weight > before) return [];
    const message = `weight ${weight} comes after ${before}`;
    const path = ['canary', 'weightsPercent', index];
    return [
      {
        rule: 'weights-not-rising',
        path,
        message,
        allowed: `${before + 1} to 99: each weight above the one before`,
      },
    ];
  });
}

function checkBackup({ recoveryPointMinutes, durationMinutes }: Backup): Violation[] {
  if (durationMinutes < recoveryPointMinutes) return [];
  return [
    {
      rule: 'recovery-point-missed',
      path: ['backup', 'durationMinutes'],
      against: ['backup', 'recoveryPointMinutes'],
      message: `a backup may take ${durationMinutes} minutes, but at most ${recoveryPointMinutes} minutes may be lost`,
      allowed: `less than recoveryPointMinutes (${recoveryPointMinutes}): the interval and the duration share it`,
      next: 'make backups faster, or allow more to be lost',
    },
  ];
}

/** Names that a secret's value would have; names of secrets' settings (TOKEN_URL, MAX_TOKENS) are none. */
const secretName =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS)$/;

function checkConfig(config: Readonly<Record<string, string>>): Violation[] {
  return Object.entries(config)
    .filter(([name, value]) => secretName.test(name) || holdsSecret(value))
    .map(([name]) => ({
      rule: 'secret-in-config',
      path: ['config', name],
      message: `config.${name} looks like a secret, and what is in git is no secret`,
      next: 'keep it in the secret store and bind it as an ExternalSecret in app.ts',
    }));
}
