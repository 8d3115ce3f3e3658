import { ask, complain as complainOf, notice, tryTo } from './ask.js'
import { field, form, make, section } from './parts.js'
import { requestSection } from './requests.js'

const main = document.querySelector('#main')
const pill = document.querySelector('#state')

const words = {
  silent:
    'This window does not reach its app: nothing can be signed here. Start the app if it has ended, close this window, and open the signing window from there again.',
}
const complain = (error) => complainOf(error, words)
const act = (name, body) => tryTo(name, body, words)

let drawn = ''
/** Draws a screen once per state, so that typing is not lost when news arrive. */
const draw = (key, ...children) => {
  if (key === drawn) return
  drawn = key
  main.replaceChildren(...children)
  main.querySelector('[autofocus]')?.focus()
}

const sayTwice = 'The two passwords differ.'
const startOver = () => make('button', { type: 'button', onclick: () => act('abandon') }, 'Start over')

/** The words are off the screen while two of them are asked: who did not write them down notices now, not in a year. */
const askWords = (made) => {
  const fields = made.ask.map((position) => field(`Word ${position}`, { required: true, autocapitalize: 'none' }))
  draw(
    'words',
    section(
      'Two of your words',
      form(
        'Confirm',
        fields.map(({ label }) => label),
        () => act('confirmWords', { words: fields.map(({ input }) => input.value) }),
        make('button', { type: 'button', onclick: () => showPhrase(made) }, 'Show them again'),
        startOver(),
      ),
    ),
  )
  fields[0].input.focus()
}

const showPhrase = (made) =>
  draw(
    'phrase',
    section(
      'Write down these words',
      make(
        'p',
        {},
        'They are the only way back to this account if this device or its password is lost. They are not kept. Whoever has them can sign as you. On another device, restore the account from them and open each DAO by an invite of its members.',
      ),
      make('ol', { class: 'phrase' }, ...made.phrase.split(' ').map((word) => make('li', {}, word))),
      make(
        'div',
        { class: 'row' },
        make('button', { class: 'main', onclick: () => askWords(made) }, 'I have written them down'),
        startOver(),
      ),
    ),
  )

const afterRestoring = () => [
  make('p', {}, 'The words bring back the account alone. What your DAOs wrote lies with their members, and comes back from them:'),
  make(
    'ol',
    { class: 'steps' },
    make('li', {}, 'Go back to DAOmesh.'),
    make('li', {}, 'If you were in DAOs, join each of them again by an invite of a member. It needs no vote.'),
    make('li', {}, 'Unlink the device that you lost, on the Network screen.'),
  ),
]

const restful = 'Whatever needs your signature comes here by itself.'

/** Whether the account was brought back on this page, where there was none: then its DAOs are still to be joined again. */
let isRestored = false

const restoreForm = (button, isFirst = false) => {
  const phrase = field('Recovery phrase', { rows: '3', required: true, spellcheck: 'false', autocomplete: 'off' })
  const fresh = field('New password for this device', { type: 'password', required: true, minlength: '8', autocomplete: 'new-password' })
  return form(button, [phrase.label, fresh.label], async () => {
    // Before it is done: what is drawn then may be drawn before the answer is here.
    isRestored = isFirst
    if ((await act('restore', { phrase: phrase.input.value, password: fresh.input.value })) === null) isRestored = false
  })
}

const firstRun = () => {
  const first = field('Password, at least 8 characters', {
    type: 'password',
    required: true,
    minlength: '8',
    autocomplete: 'new-password',
    autofocus: true,
  })
  const again = field('The same password again', { type: 'password', required: true, autocomplete: 'new-password' })
  draw(
    'none',
    section(
      'Create your identity',
      make('p', { class: 'soft' }, 'An account on this device, locked with a password. It signs your ballots and your membership.'),
      form('Create', [first.label, again.label], async () => {
        if (first.input.value !== again.input.value) return complain({ what: sayTwice })
        const made = await act('begin', { password: first.input.value })
        if (made !== null) showPhrase(made)
      }),
    ),
    section(
      'Or restore one',
      make('p', { class: 'soft' }, 'By the twelve words of an account that you have already, for instance of a device that is lost.'),
      restoreForm('Restore', true),
    ),
  )
}

const codeOf = (accounts, written) => make('code', {}, accounts.map((account) => written[account] ?? account).join(', '))

const unlockSection = (accounts, written) => {
  const password = field('Password', { type: 'password', required: true, autocomplete: 'current-password', autofocus: true })
  return section(
    'Unlock',
    make('p', {}, codeOf(accounts, written)),
    form('Unlock', [password.label], () => act('unlock', { password: password.input.value })),
    make('details', {}, make('summary', {}, 'Forgot the password?'), restoreForm('Set a new password')),
  )
}

const requests = ({ state, accounts, written, pending }) => {
  const key = `${state}:${pending.map(({ id }) => id).join()}`
  const asked = pending.map((one) =>
    requestSection({ ...one, account: written[one.account] ?? one.account }, state !== 'ready', (name, id) => act(name, { id })),
  )
  if (state === 'locked') return draw(key, unlockSection(accounts, written), ...asked)
  const rest = section(
    isRestored ? 'Your account is restored' : pending.length === 0 ? 'Nothing waits for your signature' : 'Your identity',
    ...(isRestored ? afterRestoring() : []),
    ...(pending.length > 0
      ? []
      : [make('p', { class: 'soft' }, isRestored ? restful : `Your identity is ready: go back to DAOmesh. ${restful}`)]),
    make('p', {}, codeOf(accounts, written)),
    make('button', { onclick: () => act('lock') }, 'Lock'),
  )
  draw(key, ...asked, rest)
}

const show = (view) => {
  const { state, creating, pending } = view
  pill.textContent = state === 'none' ? 'no identity' : state === 'locked' ? 'locked' : 'unlocked'
  document.title = pending.length > 0 ? `(${pending.length}) DAOmesh signing` : 'DAOmesh signing'
  if (state !== 'none') return requests(view)
  if (!creating || (drawn !== 'phrase' && drawn !== 'words')) firstRun()
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

let revision
let isLost = false
for (;;) {
  try {
    const view = await ask('view', revision === undefined ? {} : { after: revision })
    revision = view.revision
    if (isLost) notice.hidden = true
    isLost = false
    show(view)
  } catch (error) {
    revision = undefined
    drawn = ''
    pill.textContent = 'not connected'
    if (error?.code === 'API_FORBIDDEN') {
      complain(error)
      break
    }
    // Said once: a reader would say it again with every attempt.
    if (!isLost) complain(null)
    isLost = true
    await pause(1500)
  }
}
