import { Button } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { AssignmentRule } from '../api/assignment-rules';
import { ConfirmButton } from '../components/confirm-button';
import { moved } from './moves';

interface Props {
  readonly rules: readonly AssignmentRule[];
  /** Words for units and accounts, by id. */
  readonly nameOf: (id: string) => string;
  readonly pending: boolean;
  readonly onRules: (rules: readonly AssignmentRule[]) => void;
}

/** The rules in their order: the first that fits counts. */
export function RuleTable({ rules, nameOf, pending, onRules }: Props) {
  const { t } = useTranslation();
  const any = t('assignment.any');
  return (
    <div className="scroll">
      <table className="table">
        <thead>
          <tr>
            <th>{t('assignment.name')}</th>
            <th>{t('assignment.unit')}</th>
            <th>{t('assignment.policy')}</th>
            <th>{t('assignment.severity')}</th>
            <th>{t('assignment.assignee')}</th>
            <th>{t('assignment.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <tr key={rule.name}>
              <td className="breaks">{rule.name}</td>
              <td>{rule.unit === null ? any : nameOf(rule.unit)}</td>
              <td>{rule.policy ?? any}</td>
              <td>{rule.severity === null ? any : t(`ui.severity.${rule.severity}`)}</td>
              <td>
                {nameOf(rule.assignee)}
                {rule.problem !== null && <p className="meta">{t(`assignment.problems.${rule.problem}`)}</p>}
              </td>
              <td>
                <span className="line">
                  <Button
                    size="small"
                    icon={<ArrowUpRegular />}
                    aria-label={t('assignment.up', { name: rule.name })}
                    disabledFocusable={pending || index === 0}
                    onClick={() => onRules(moved(rules, index, -1))}
                  />
                  <Button
                    size="small"
                    icon={<ArrowDownRegular />}
                    aria-label={t('assignment.down', { name: rule.name })}
                    disabledFocusable={pending || index === rules.length - 1}
                    onClick={() => onRules(moved(rules, index, 1))}
                  />
                  <ConfirmButton
                    label={t('assignment.remove')}
                    title={t('assignment.removeTitle', { name: rule.name })}
                    consequence={t('assignment.follows')}
                    disabled={pending}
                    onConfirm={() => onRules(rules.toSpliced(index, 1))}
                  />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
