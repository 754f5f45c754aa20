/** Drawn here so that nothing is fetched. All are decoration: the word beside them says the same. */
interface IconProps {
  readonly size?: number;
}

function Icon({ size = 24, path, fill }: IconProps & { readonly path: string; readonly fill?: boolean }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={fill === true ? 'currentColor' : 'none'}
      stroke={fill === true ? 'none' : 'currentColor'}
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
}

const ring = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z';

export const CheckIcon = (props: IconProps) => <Icon {...props} path={`${ring}M7.5 12.5l3 3 6-6.5`} />;
export const CrossIcon = (props: IconProps) => <Icon {...props} path={`${ring}M8.5 8.5l7 7M15.5 8.5l-7 7`} />;
export const QuestionIcon = (props: IconProps) => <Icon {...props} path={`${ring}M9.2 9.2a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2.2M12 17.2v.1`} />;
export const InfoIcon = (props: IconProps) => <Icon {...props} path={`${ring}M12 11v6M12 7.2v.1`} />;
export const WarningIcon = (props: IconProps) => <Icon {...props} path="M12 3 1.8 20.5h20.4zM12 10v5M12 17.6v.1" />;
export const ClockIcon = (props: IconProps) => <Icon {...props} path={`${ring}M12 6.5V12l3.5 2`} />;
export const DotIcon = (props: IconProps) => <Icon {...props} path={ring} />;
export const PenIcon = (props: IconProps) => <Icon {...props} path="M4 20l1-4.5L16.5 4a2.1 2.1 0 0 1 3 3L8 18.5zM13.5 7l3 3M12 20.5h8" />;
export const DownloadIcon = (props: IconProps) => <Icon {...props} path="M12 3v12M7 10.5l5 5 5-5M4 20.5h16" />;
export const TextIcon = (props: IconProps) => <Icon {...props} path="M4 6h16M4 11h16M4 16h10" />;
export const PagesIcon = (props: IconProps) => <Icon {...props} path="M6 2.5h8l4 4v15H6zM14 2.5v4h4M9 12h6M9 16h6" />;
export const PlusIcon = (props: IconProps) => <Icon {...props} path="M12 5v14M5 12h14" />;
export const MinusIcon = (props: IconProps) => <Icon {...props} path="M5 12h14" />;
