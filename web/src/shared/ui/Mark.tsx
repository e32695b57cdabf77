/** The sign of Strongroom: a dial on a door. */
export function Mark({ size }: { size: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 32 32" className="icon">
      <g fill="none" stroke="#e2b65c" strokeWidth="2" strokeLinecap="round">
        <circle cx="16" cy="16" r="10" />
        <path d="M16 16V2.6M16 16l11.6 6.7M16 16 4.4 22.7" />
      </g>
      <circle cx="16" cy="16" r="3" fill="#e2b65c" />
    </svg>
  );
}
