import i18next from 'i18next'
import type { i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { findings } from '@daomesh/node/contract'
import english from './en.json' with { type: 'json' }

/** What the doctor finds has its English where the command line reads it too. */
const en = { ...english, findings }

declare module 'i18next' {
  // Makes every key in the code a checked one.
  interface CustomTypeOptions {
    resources: { translation: typeof en }
    returnNull: false
  }
}

/** English first; another language is one more file. React escapes by itself. */
export const startWords = async (): Promise<i18n> => {
  const words = i18next.createInstance()
  await words.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return words
}
