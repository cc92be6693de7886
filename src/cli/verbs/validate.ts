import type { Command } from 'commander';
import type { Done } from '../output.ts';

export function registerValidate(_program: Command, _done: Done): void {}
