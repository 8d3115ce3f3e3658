import { VisuallyHidden } from '@mantine/core'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../../format/checksumAddress.ts'
import { Face } from '../../../parts/Face.tsx'
import type { MeshAccount } from '../mesh.ts'
import classes from './graph.module.css'

export type AccountData = {
  readonly account: MeshAccount
  readonly chosen: boolean
  /** Something else is chosen, and this has no tie to it. */
  readonly faded: boolean
  /** The cluster of the web of power that it belongs to, where that is shown. */
  readonly cluster: number | null
  readonly onChoose: (account: string) => void
  readonly onKey: (account: string, event: React.KeyboardEvent) => void
}
export type AccountNodeType = Node<AccountData, 'account'>

/** One account in the picture. A button, so that keyboard and readers have it as everything else. */
export const AccountNode = memo(({ data }: NodeProps<AccountNodeType>) => {
  const { t } = useTranslation()
  const { account, chosen, faded, cluster, onChoose, onKey } = data
  const name = account.name ?? shortAddress(account.account)
  return (
    <>
      <Handle type="target" position={Position.Top} className={classes.handle ?? ''} isConnectable={false} />
      <button
        type="button"
        id={`mesh-${account.account}`}
        className={classes.account}
        data-kind={account.kind}
        data-chosen={chosen}
        data-faded={faded}
        aria-pressed={chosen}
        onClick={() => onChoose(account.account)}
        onKeyDown={(event) => onKey(account.account, event)}
      >
        <VisuallyHidden>{t(account.kind === 'dao' ? 'mesh.node.dao' : 'mesh.node.account', { row: account.row })}</VisuallyHidden>
        <Face address={account.account} size={26} square={account.kind === 'dao'} />
        <span className={classes.words}>
          <span className={classes.name} data-address={account.name === null}>
            {name}
          </span>
          <span className={classes.about}>
            {t(account.level === null ? 'mesh.node.fresh' : 'mesh.node.worked', {
              level: account.level ?? 0,
              count: account.hunted + account.issued,
            })}
          </span>
        </span>
        {cluster !== null && <span className={classes.federation}>{t('mesh.power.federation', { cluster })}</span>}
      </button>
      <Handle type="source" position={Position.Bottom} className={classes.handle ?? ''} isConnectable={false} />
    </>
  )
})
