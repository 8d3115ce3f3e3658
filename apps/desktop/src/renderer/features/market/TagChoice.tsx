import { Button, Fieldset, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type TagChoiceProps = {
  readonly chosen: readonly string[]
  /** Tags of what there is, the most frequent first. */
  readonly tags: readonly { readonly tag: string }[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Tags offered beside a shelf; those that are chosen stand first, whatever the shelf has. */
const offered = 14
/** As many as the node takes. */
const mostChosen = 8

/** Narrows a shelf to what has all of the tags that are chosen; nothing where there are none. */
export const TagChoice = ({ chosen, tags, onChange }: TagChoiceProps) => {
  const { t } = useTranslation()
  const others = tags.flatMap(({ tag }) => (chosen.includes(tag) ? [] : [tag])).slice(0, offered)
  if (chosen.length + others.length === 0) return null
  return (
    <Fieldset variant="unstyled" legend={t('market.filter.tags')}>
      <Group gap={6} mt={6}>
        {[...chosen, ...others].map((tag) => (
          <Button
            key={tag}
            size="compact-xs"
            maw={220}
            variant={chosen.includes(tag) ? 'filled' : 'default'}
            aria-pressed={chosen.includes(tag)}
            fw={450}
            onClick={() => onChange(chosen.includes(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag].slice(-mostChosen))}
          >
            {tag}
          </Button>
        ))}
      </Group>
    </Fieldset>
  )
}
