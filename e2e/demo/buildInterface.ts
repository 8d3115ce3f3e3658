import { fileURLToPath } from 'node:url'
import { buildIfStale } from '@daomesh/desktop/start/buildIfStale'

export const desktopFolder = fileURLToPath(new URL('../../apps/desktop/', import.meta.url))

/** Builds the one interface that desktop and browser share, unless it is newer than its sources. */
export const buildInterface = (): Promise<void> => buildIfStale(desktopFolder, 'renderer')
