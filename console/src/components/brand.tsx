export function Brand() {
  return (
    <>
      <svg
        width="20"
        height="20"
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        <circle cx="10" cy="10" r="7.5" />
        <path d="M5 10h10M10 10v5" />
      </svg>
      <span>Ombud</span>
    </>
  );
}
