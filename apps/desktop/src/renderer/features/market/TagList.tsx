import { Badge, Group } from '@mantine/core'

/** Tags as plain text. */
export const TagList = ({ tags }: { readonly tags: readonly string[] }) => (
  <Group gap={5} component="span" display="inline-flex">
    {tags.map((tag) => (
      <Badge key={tag} component="span" size="sm" variant="default" radius="sm" tt="none" fw={450} maw={200}>
        {tag}
      </Badge>
    ))}
  </Group>
)
