import { Dialog, DialogSurface } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from './commands';
import { Keys } from './keys';

/** Finds places and acts by their words. Names of persons are never among them. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const words = text.toLocaleLowerCase().split(/\s+/);
  const commands = useCommands().filter(({ text: said }) =>
    words.every((word) => said.toLocaleLowerCase().includes(word)),
  );
  const at = Math.min(chosen, Math.max(commands.length - 1, 0));
  const run = (index: number) => {
    const command = commands[index];
    if (command === undefined) return;
    onClose();
    // Once the dialog is gone: until then it hides the page behind it, and a page that takes the focus meanwhile stays hidden.
    setTimeout(command.act);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setChosen((at + step + commands.length) % Math.max(commands.length, 1));
    else if (event.key === 'Enter') run(at);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className="palette" aria-label={t('frame.find')}>
        <div className="palette-input">
          <SearchRegular aria-hidden="true" />
          <input
            role="combobox"
            aria-label={t('frame.find')}
            aria-expanded={commands.length > 0}
            aria-controls={id}
            aria-activedescendant={commands.length > 0 ? `${id}-${at}` : undefined}
            placeholder={t('frame.find')}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
          <kbd>Esc</kbd>
        </div>
        <div className="palette-list" id={id} role="listbox" aria-label={t('frame.find')}>
          {commands.map((command, index) => (
            // The keyboard acts through the field above.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={command.id ?? command.text}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onClick={() => run(index)}
            >
              <span>{command.text}</span>
              {command.keys !== undefined && <Keys keys={command.keys} />}
            </div>
          ))}
        </div>
        {commands.length === 0 && (
          <p className="palette-nothing meta" role="status">
            {t('frame.nothingFound')}
          </p>
        )}
      </DialogSurface>
    </Dialog>
  );
}
