import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/tiptap/styles.css'
import './app/app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createNodeClient } from '@daomesh/node/client'
import { createQueries } from './api/createQueries.ts'
import { findTransport } from './api/findTransport.ts'
import { followChanges } from './api/followChanges.ts'
import { hasLostNode } from './api/hasLostNode.ts'
import { App } from './app/App.tsx'
import { Locked } from './app/Locked.tsx'
import { Looks } from './app/Looks.tsx'
import { createCache } from './app/createCache.ts'
import { watchForms } from './app/watchForms.ts'
import { createDraftSessions } from './features/drafts/createDraftSessions.ts'
import { startWords } from './i18n/index.ts'

const place = document.querySelector('#root')
if (place === null) throw new Error('index.html has no #root')
const root = createRoot(place)

const words = await startWords()
const transport = await findTransport()

if (transport === null) {
  root.render(
    <I18nextProvider i18n={words}>
      <Looks>
        <Locked />
      </Looks>
    </I18nextProvider>,
  )
} else {
  const client = createNodeClient({ transport })
  const cache = createCache()
  followChanges({ client, transport, cache })
  const drafts = createDraftSessions({ client, transport })
  const hasWords = watchForms(document)
  addEventListener('beforeunload', (event) => {
    // Without a node a form cannot be sent, and a person is led to another page.
    if (drafts.isPending() || (hasLostNode(transport.connection()) && hasWords())) event.preventDefault()
  })
  // A page that is hidden may be frozen or ended without another word.
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') drafts.hurry()
  })
  addEventListener('pagehide', drafts.hurry)
  root.render(
    <StrictMode>
      <I18nextProvider i18n={words}>
        <Looks>
          <App api={{ client, transport, queries: createQueries(client), drafts }} cache={cache} />
        </Looks>
      </I18nextProvider>
    </StrictMode>,
  )
}
