/** The limits in `<iotune>`, by their keys. */
export const LIMIT_KEYS = [
  ...(['total_bytes_sec', 'read_bytes_sec', 'write_bytes_sec'] as const),
  ...(['total_iops_sec', 'read_iops_sec', 'write_iops_sec'] as const),
  ...(['total_bytes_sec_max', 'read_bytes_sec_max', 'write_bytes_sec_max'] as const),
  ...(['total_iops_sec_max', 'read_iops_sec_max', 'write_iops_sec_max'] as const),
  'size_iops_sec',
] as const

/** The burst durations in `<iotune>`, by their keys. */
export const LENGTH_KEYS = [
  ...(['total_bytes_sec_max_length', 'read_bytes_sec_max_length'] as const),
  ...(['write_bytes_sec_max_length', 'total_iops_sec_max_length'] as const),
  ...(['read_iops_sec_max_length', 'write_iops_sec_max_length'] as const),
] as const
