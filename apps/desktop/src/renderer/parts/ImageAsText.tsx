import { useTranslation } from 'react-i18next'
import { OutsideLink } from './OutsideLink.tsx'

/** A picture in somebody's text, as words: fetching it would tell a stranger that this member reads here. */
export const ImageAsText = ({ src, alt }: { readonly src: string; readonly alt: string }) => {
  const { t } = useTranslation()
  return <OutsideLink href={src}>{alt === '' ? t('outside.image') : t('outside.imageNamed', { alt })}</OutsideLink>
}
