import '@xyflow/react/dist/base.css'
import { ActionIcon, Button, Group, useComputedColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { box, legible, type Placed } from '../layout/layoutBands.ts'
import { useLayout } from '../layout/useLayout.ts'
import type { Chosen, MeshMap, Tie } from '../mesh.ts'
import { AccountNode } from './AccountNode.tsx'
import { Bands } from './Bands.tsx'
import { edgesOf, nodeOf } from './flowParts.ts'
import classes from './graph.module.css'
import { Legend } from './Legend.tsx'
import { Overview } from './Overview.tsx'
import { powerEdges } from './powerEdges.ts'
import { useArrows } from './useArrows.ts'
import { useFit } from './useFit.ts'
import { useInSight } from './useInSight.ts'

const nodeTypes = { account: AccountNode }
/** Up to so many accounts each is drawn as it is, whatever the zoom. */
const fewAccounts = 240
/** From here on lines that nobody asked about step back. */
const manyAccounts = 60

type MeshGraphProps = {
  readonly data: MeshMap
  readonly chosen: Chosen | null
  readonly onChoose: (chosen: Chosen | null) => void
}

const touches = (chosen: Chosen | null, { payer, payee }: Tie): boolean =>
  chosen === null ||
  (chosen.kind === 'account' ? payer === chosen.account || payee === chosen.account : payer === chosen.payer && payee === chosen.payee)

/** The account whose box lies there, or near it. */
const accountAt = (placed: Placed, x: number, y: number): string | null => {
  const reach = 24
  for (const [account, at] of placed.places)
    if (x >= at.x - reach && x <= at.x + box.width + reach && y >= at.y - reach && y <= at.y + box.height + reach) return account
  return null
}

const Graph = ({ data, chosen, onChoose }: MeshGraphProps) => {
  const { t } = useTranslation()
  const scheme = useComputedColorScheme('light')
  const placed = useLayout(data)
  const flow = useReactFlow()
  const { queries } = useApi()
  const [withPower, setWithPower] = useState(false)
  const web = useQuery(queries.mesh.power.queryOptions({ enabled: withPower }))
  const few = data.accounts.length <= fewAccounts
  const isFar = useStore(({ transform }) => transform[2] < legible)
  const inSight = useInSight(placed, few)
  const { fit, frame, hold, onMove } = useFit(placed)
  const { show, onKey } = useArrows(data, placed, hold)

  const asked = chosen?.kind === 'account' ? chosen.account : null
  const shownFirst = useRef<string | null>(null)
  // Who is chosen elsewhere is brought into sight, once.
  useEffect(() => {
    if (asked === null || !frame || shownFirst.current === asked) return
    shownFirst.current = asked
    if (!few && (isFar || inSight?.has(asked) !== true)) show(asked, 0.9)
  }, [asked, frame, few, isFar, inSight, show])

  const zoom = (by: typeof flow.zoomIn): void => {
    hold()
    void by({ duration: 150 })
  }

  const near = useMemo(() => {
    if (chosen === null) return null
    const found = new Set<string>(chosen.kind === 'account' ? [chosen.account] : [chosen.payer, chosen.payee])
    for (const tie of data.ties) if (touches(chosen, tie)) found.add(tie.payer).add(tie.payee)
    return found
  }, [chosen, data.ties])
  const clusters = useMemo(
    () =>
      new Map<string, number>(
        (withPower ? (web.data?.clusters ?? []) : []).flatMap(({ cluster, daos }) => daos.map((dao) => [dao, cluster] as const)),
      ),
    [withPower, web.data],
  )
  const nodes = useMemo(() => {
    if (!few && isFar) return []
    const choose = (account: string): void => onChoose({ kind: 'account', account })
    return data.accounts
      .filter(({ account }) => inSight === null || inSight.has(account))
      .map((one) =>
        nodeOf(one, placed, {
          chosen: chosen?.kind === 'account' && chosen.account === one.account,
          faded: near !== null && !near.has(one.account),
          cluster: clusters.get(one.account) ?? null,
          onChoose: choose,
          onKey,
        }),
      )
  }, [few, isFar, data.accounts, inSight, placed, chosen, near, clusters, onChoose, onKey])
  const edges = useMemo(() => {
    if (few) return edgesOf(data.ties, (tie) => !touches(chosen, tie))
    // Thousands of lines say nothing one by one: here are those of who is chosen, or those between two that are both in sight.
    const shown = new Set<string>(nodes.map(({ id }) => id))
    return edgesOf(
      data.ties.filter((tie) =>
        chosen === null
          ? shown.has(tie.payer) && shown.has(tie.payee)
          : touches(chosen, tie) && (shown.has(tie.payer) || shown.has(tie.payee)),
      ),
      () => false,
    )
  }, [few, data.ties, chosen, nodes])
  const power = useMemo(() => {
    const placedHere = new Set<string>(few ? data.accounts.map(({ account }) => account) : nodes.map(({ id }) => id))
    return powerEdges(
      withPower ? (web.data ?? null) : null,
      (account) => placedHere.has(account),
      (account) => placed.places.get(account)?.y ?? 0,
    )
  }, [few, data.accounts, nodes, placed, withPower, web.data])
  // A line needs both its ends, also where one is out of sight.
  const ends = useMemo(() => {
    const known = new Set(nodes.map(({ id }) => id))
    const missing = new Set(edges.flatMap(({ source, target }) => [source, target]).filter((id) => !known.has(id)))
    return missing.size === 0
      ? nodes
      : [
          ...nodes,
          ...data.accounts
            .filter(({ account }) => missing.has(account))
            .map((one) =>
              nodeOf(one, placed, {
                chosen: false,
                faded: false,
                cluster: clusters.get(one.account) ?? null,
                onChoose: (account) => onChoose({ kind: 'account', account }),
                onKey,
              }),
            ),
        ]
  }, [nodes, edges, data.accounts, placed, clusters, onChoose, onKey])
  return (
    <section className={classes.frame} data-many={data.accounts.length > manyAccounts} aria-label={t('mesh.graph')}>
      <ReactFlow
        nodes={ends}
        edges={power.length === 0 ? edges : [...edges, ...power]}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        minZoom={0.02}
        maxZoom={2}
        onMove={onMove}
        onEdgeClick={(_, { id, source, target }) => !id.startsWith('power ') && onChoose({ kind: 'tie', payer: source, payee: target })}
        onPaneClick={(event) => {
          if (few || !isFar) return onChoose(null)
          const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
          const account = accountAt(placed, x, y)
          if (account === null) return void flow.setCenter(x, y, { zoom: Math.min(1, flow.getZoom() * 2.2), duration: 220 })
          onChoose({ kind: 'account', account })
        }}
      >
        {!few && <Overview data={data} placed={placed} far={isFar} />}
      </ReactFlow>
      <Bands placed={placed} far={isFar} />
      <Legend far={!few && isFar} power={!withPower || web.isPending ? 'off' : power.length === 0 ? 'none' : 'shown'} />
      <Group gap={4} className={classes.tools ?? ''}>
        <Button
          size="xs"
          h={28}
          variant={withPower ? 'filled' : 'default'}
          aria-pressed={withPower}
          loading={withPower && web.isPending}
          onClick={() => setWithPower(!withPower)}
        >
          {t('mesh.power.layer')}
        </Button>
        <ActionIcon variant="default" size="md" aria-label={t('mesh.zoom.whole')} onClick={() => fit(180)}>
          <IconFocusCentered size={16} />
        </ActionIcon>
        <ActionIcon variant="default" size="md" aria-label={t('mesh.zoom.out')} onClick={() => zoom(flow.zoomOut)}>
          <IconMinus size={16} />
        </ActionIcon>
        <ActionIcon variant="default" size="md" aria-label={t('mesh.zoom.in')} onClick={() => zoom(flow.zoomIn)}>
          <IconPlus size={16} />
        </ActionIcon>
      </Group>
    </section>
  )
}

/** Who works for whom, as a picture: capital goes down the lines, work comes up. Whatever it shows stands in the table too. */
export const MeshGraph = (props: MeshGraphProps) => (
  <ReactFlowProvider>
    <Graph {...props} />
  </ReactFlowProvider>
)
