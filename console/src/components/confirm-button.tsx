import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

interface Props {
  /** The act, as the button says it. */
  readonly label: string;
  /** The act and what it reaches, for the head of the dialog and for screen readers. */
  readonly title: string;
  /** What follows when it is done. */
  readonly consequence: string;
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
}

/** A button that says what follows before it is done. */
export function ConfirmButton({ label, title, consequence, disabled = false, onConfirm }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" disabled={disabled} aria-label={title}>
          {label}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{consequence}</DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('frame.cancel')}</Button>
            </DialogTrigger>
            <DialogTrigger disableButtonEnhancement>
              <Button onClick={onConfirm}>{label}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
