/** What a failure to write is called in front of the inspector. */
import { isConnectionLost, isQuota } from './guarded';
import { NotSaved } from './opened';

export function asNotSaved(error: unknown): NotSaved {
  if (error instanceof NotSaved) return error;
  const inner = (error as { inner?: unknown } | null)?.inner;
  if (inner instanceof NotSaved) return inner;
  if (isQuota(error)) return new NotSaved('quota', { cause: error });
  if (isConnectionLost(error)) return new NotSaved('storage_gone', { cause: error });
  return new NotSaved('unknown', { cause: error });
}
