import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'

const execute = promisify(execFile)

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/** Some systems install a stub that only says how to get the real browser, so a path must answer before it counts. */
async function answers(path: string): Promise<boolean> {
  try {
    const { stdout } = await execute(path, ['--version'], { timeout: 15_000 })
    return /Chrom/.test(stdout)
  } catch {
    return false
  }
}

/** The path of a Chromium that starts, from DAOMESH_CHROMIUM, the usual places or Playwright's own cache. */
export async function findChromium(): Promise<string | undefined> {
  const chosen = process.env['DAOMESH_CHROMIUM']
  const places = [...(chosen === undefined || chosen === '' ? [] : [chosen]), ...usualPlaces, chromium.executablePath()]
  for (const place of places) if (await answers(place)) return place
  return undefined
}
