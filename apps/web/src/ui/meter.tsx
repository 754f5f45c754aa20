/** Progress of an upload; past the last byte it only says that work goes on, because how long is not known. */
export function Meter({ share, label }: { readonly share: number; readonly label: string }) {
  const sending = share < 1;
  const percent = Math.round(share * 100);
  return (
    <div class="stack stack--tight">
      <p role="status">{label}</p>
      <div
        class={sending ? 'meter' : 'meter meter--busy'}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={sending ? percent : undefined}
      >
        <div class="meter__fill" style={sending ? { width: `${percent}%` } : {}} />
      </div>
    </div>
  );
}
