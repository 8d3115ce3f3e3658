/** The app's mark: three groups that know each other. */
export const Mark = ({ size = 24 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden style={{ flex: 'none' }}>
    <rect width="32" height="32" rx="8" fill="var(--mantine-primary-color-filled)" />
    <path d="M16 8 8.5 21.5h15L16 8Z" stroke="#fff" strokeOpacity=".55" strokeWidth="1.8" strokeLinejoin="round" />
    <circle cx="16" cy="8.5" r="3.1" fill="#fff" />
    <circle cx="8.6" cy="21.5" r="3.1" fill="#fff" />
    <circle cx="23.4" cy="21.5" r="3.1" fill="#fff" />
  </svg>
)
