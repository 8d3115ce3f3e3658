import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import type { Bounty, Move } from '../bounties.ts'
import { useMoney } from '../useMoney.ts'
import { useNames } from '../useNames.ts'
import { ActDialog } from './ActDialog.tsx'
import { useAct } from './useAct.ts'

type AcceptChosenProps = { readonly bounty: Bounty; readonly moves: readonly Move[]; readonly onClose: () => void }

/** Accepts the parts that were chosen, all at once. */
export const AcceptChosen = ({ bounty, moves, onClose }: AcceptChosenProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const { call } = useNames()
  const [first] = moves
  const act = useAct(client.bounties.accept, first ?? { as: '', alone: false })
  const parts = bounty.margins.filter(({ node }) => moves.some((move) => move.node === node))
  const sum = parts.reduce((all, { amount }) => all + BigInt(amount), 0n)
  const nodes = parts.map(({ node }) => node)
  return (
    <ActDialog
      title={t('bounties.do.acceptLeaf')}
      sentence={t('bounties.act.acceptChosen.what', { count: parts.length, amount: money.say(bounty.token, sum) })}
      done={t('bounties.act.acceptLeaf.done')}
      call={t('bounties.act.called', {
        name: 'acceptLeaves',
        args: t('bounties.split.args', { count: parts.length, sum: money.say(bounty.token, sum) }),
      })}
      go={t('bounties.parts.accept', { count: parts.length })}
      bounty={bounty.bounty}
      preview={{ kind: 'accept', node: null, nodes }}
      act={act}
      submit={() => act.run({ bounty: bounty.bounty, node: null, nodes })}
      onClose={onClose}
    >
      <List size="sm" spacing={4}>
        {parts.map(({ node, title, payee, amount }) => (
          <List.Item key={node}>
            <Text span size="sm">
              {t('bounties.act.acceptChosen.part', {
                title: title ?? t('bounties.parts.untitled'),
                payee: call(payee),
                amount: money.say(bounty.token, amount),
              })}
            </Text>
          </List.Item>
        ))}
      </List>
    </ActDialog>
  )
}
