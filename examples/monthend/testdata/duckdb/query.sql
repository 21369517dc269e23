-- Plain rows: one term, which renews itself, and nothing that is unpaid. Days are those of the standard count.
COPY (
  WITH term AS (
    SELECT *,
      CASE length WHEN 'monthly' THEN 1 WHEN 'annual' THEN 12 ELSE 36 END AS months,
      CASE length WHEN 'monthly' THEN 30 WHEN 'annual' THEN 365 ELSE 1095 END AS divisor,
      CASE length WHEN 'monthly' THEN 15 ELSE 30 END AS suspended
    FROM read_parquet($in)
  ), bought AS (
    SELECT *, CAST("start" + to_months(months) AS DATE) AS renewal,
      CAST("start" + to_months(12) AS DATE) AS second, CAST("start" + to_months(24) AS DATE) AS third
    FROM term
  ), counted AS (
    SELECT *,
      CASE
        WHEN $day < "start" OR $day >= renewal THEN NULL
        WHEN length = 'monthly' THEN CASE WHEN $day <= "start" THEN 30 ELSE least(renewal - $day, 30) END
        WHEN length = 'annual' THEN CASE WHEN $day <= "start" THEN 365 ELSE least(renewal - $day, 365) END
        ELSE CASE WHEN $day >= second THEN 0 WHEN $day <= "start" THEN 365 ELSE least(second - $day, 365) END
          + CASE WHEN $day >= third THEN 0 WHEN $day <= second THEN 365 ELSE least(third - $day, 365) END
          + CASE WHEN $day <= third THEN 365 ELSE least(renewal - $day, 365) END
      END AS days
    FROM bought
  )
  SELECT id,
    CASE
      WHEN $day < "start" THEN 'not started'
      WHEN $day <= renewal THEN 'active'
      WHEN $day - renewal < 15 THEN 'expired'
      WHEN $day - renewal < 15 + suspended THEN 'suspended'
      ELSE 'canceled'
    END AS phase,
    renewal, greatest(ordered, renewal - 90) AS windowOpens, days,
    (srpMinor * days * seats * 2 + divisor) // (2 * divisor) AS priceMinor,
    CASE WHEN days IS NOT NULL THEN currency END AS currency
  FROM counted
) TO $out (FORMAT parquet, COMPRESSION snappy);
