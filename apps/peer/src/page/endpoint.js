import { tryTo } from './ask.js'
import { field, form, make, section } from './parts.js'

const main = document.querySelector('#main')
const words = { silent: 'DAOmesh does not answer. Start it again.', safe: 'Nothing was changed.' }

const done = ({ chain }) => {
  main.replaceChildren(
    section(
      `Your chain: ${chain}`,
      make('p', { role: 'status' }, 'The endpoint answers, and DAOs can be founded there. DAOmesh opens now.'),
    ),
  )
}

const address = field('Address of a chain endpoint', {
  type: 'url',
  required: true,
  placeholder: 'https://',
  maxlength: '2048',
  autofocus: true,
})

main.replaceChildren(
  section(
    'Which chain do your DAOs live on?',
    make(
      'p',
      {},
      'Whoever invites you can say which chain it is. DAOmesh reaches it through an endpoint, a JSON-RPC address: of a node of your own, or of a provider that you choose.',
    ),
    make(
      'p',
      { class: 'soft' },
      'Whoever runs the endpoint sees this machine’s address and which accounts and DAOs you ask about, and could keep something back; members’ devices compare what they are told. You can choose another one later, on the Network screen.',
    ),
    form('Use this endpoint', [address.label], async () => {
      const chosen = await tryTo('choose', { rpcUrl: address.input.value }, words)
      if (chosen !== null) done(chosen)
    }),
  ),
)
address.input.focus()
