import type { Currency } from '@orderfolio/domain';
import { groupTriggers, type TrailingGroup, type TrailType } from '@orderfolio/domain/adapter';
import {
  amountOf,
  amountText,
  type Mapper,
  optionalAmountOf,
  optionalAmountText,
  type StoredRow,
  storedColumns,
  storedFields,
} from './mapper.ts';
import { type TriggerRow, triggerColumns } from './trigger-fields.ts';

interface TrailingGroupRow extends StoredRow, TriggerRow {
  readonly asset_id: string;
  readonly group_id: string;
  readonly currency: Currency;
  readonly trail_type: TrailType;
  readonly mark: string;
  readonly narrowest_trail: string | null;
  readonly joined: number;
  readonly joined_at: string;
}

export const trailingGroupMapper: Mapper<TrailingGroup, TrailingGroupRow> = {
  entity: 'trailingGroup',
  table: 'trailing_groups',
  fixed: ['currency', 'trail_type'],
  columns: {
    asset_id: (group) => group.assetId,
    group_id: (group) => group.groupId,
    currency: (group) => group.currency,
    trail_type: (group) => group.trailType,
    mark: (group) => amountText(group.mark),
    narrowest_trail: (group) => optionalAmountText(group.narrowestTrail),
    joined: (group) => group.joined,
    joined_at: (group) => group.joinedAt,
    ...triggerColumns(groupTriggers),
    ...storedColumns,
  },
  fromRow: (row) => ({
    assetId: row.asset_id,
    groupId: row.group_id,
    currency: row.currency,
    trailType: row.trail_type,
    mark: amountOf(row.mark, 'trailing_groups.mark'),
    narrowestTrail: optionalAmountOf(row.narrowest_trail, 'trailing_groups.narrowest_trail'),
    joined: row.joined,
    joinedAt: row.joined_at,
    ...storedFields(row),
  }),
};
