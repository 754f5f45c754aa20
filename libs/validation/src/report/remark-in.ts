/** The words that a remark begins with in the signatures that Justera makes, in Swedish and English. */
const labels = ['Anmärkning: ', 'Remark: '] as const;

/** The remark in a signature's /Reason; null where it holds none. As signed, and as true, as the rest of the dictionary. */
export function remarkIn(reason: string | null): string | null {
  const label = labels.find((each) => reason?.startsWith(each) === true);
  const remark = label === undefined ? '' : (reason?.slice(label.length).trim() ?? '');
  return remark === '' ? null : remark;
}
