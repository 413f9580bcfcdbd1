timestamp '2024-01-31' + interval '1 month'
timestamp '2023-01-31' + interval '1 month'
timestamp '2024-03-31' - interval '1 month'
timestamp '2024-02-29' + interval '1 year'
timestamp '2024-02-29' - interval '4 years'
timestamp '2024-01-31' + interval '1 month 1 day'
timestamp '2024-01-01 10:00' + interval '36 hours'
timestamp '2024-01-02 03:04' - timestamp '2024-01-01'
timestamp '2024-01-01' - timestamp '2024-03-01 12:00'
timestamptz '2024-01-01 12:00+02' - timestamptz '2024-01-01'
timestamp '2024-01-01' + 1
timestamp '2024-01-01' + '1 day'
date '2024-01-31' + 1
date '2024-01-31' - 31
1 + date '2024-01-31'
date '2024-03-01' - date '2024-02-01'
date '2024-01-31' + interval '1 month'
date '2024-01-31' - interval '1 hour'
date '2024-01-31' + time '10:00'
date '2024-01-31' + '1'
date '2024-01-31' - '2024-01-01'
time '10:00' + interval '15 hours'
time '10:00' - interval '11 hours'
time '10:00' - time '08:30'
interval '1 day' + interval '2 hours'
interval '1 month' - interval '1 day'
- interval '1 day 02:00'
interval '1 day' * 1.5
2 * interval '1 hour 30 minutes'
interval '1 month' * 0.5
interval '1 year 2 months' / 3
interval '1 day' / 0
interval '1 day' * 2
interval '100 years' * 10000000
timestamp 'infinity' + interval '1 day'
timestamp '294276-12-31' + interval '1 day'
timestamp '2024-01-01' < timestamptz '2024-01-02'
date '2024-01-01' = timestamp '2024-01-01'
date '2024-01-01' < timestamp '2024-01-01 00:00:01'
interval '1 month' = interval '30 days'
interval '24 hours' = interval '1 day'
interval '1 year' > interval '364 days'
timestamp '2024-02-30'
timestamp '2024-13-01'
timestamp '2024-01-01 25:00'
timestamp '2024-01-01 24:00'
timestamp '2024-01-01 23:59:60'
timestamp '2024-01-01T10:20:30Z'
timestamptz '2024-01-01T10:20:30Z'
timestamptz '2024-01-01T10:20:30.123456789+05:30'
timestamptz '2024-01-01 10:20:30 America/New_York'
timestamptz '2024-07-01 10:20:30 EST'
timestamptz '2024-01-01 10:20:30-08'
timestamptz '2024-01-01 10:20:30-0830'
timestamptz '2024-01-01 10:20 PST'
timestamp 'Jan 5 2024'
timestamp '5 January 2024 10:00 PM'
timestamp 'Mon Jan 5 10:20:30 2024'
timestamp '01/02/2024'
timestamp '20240102'
timestamp '20240102 101112'
timestamp '2024-Jan-05'
timestamp '99-01-05'
timestamp 'epoch'
timestamp '-infinity'
timestamp 'x'
timestamp ''
timestamp '2024'
timestamp '2024-01'
timestamp '0001-01-01 BC'
timestamp '4714-11-23 BC'
timestamp '294277-01-01'
timestamp '10:00'
date '2024-01-01 10:00'
date '2024-02-29'
date '2023-02-29'
date 'infinity'
date '5874897-12-31'
date '5874898-01-01'
date '0044-03-15 BC'
time '10:20:30.5'
time '24:00:00'
time '25:00'
time '10:20 PM'
time '101112'
time '2024-01-01 10:20'
interval '1 day'
interval '1.5 days'
interval '1.5 months'
interval '1.5 years'
interval '1.5 weeks'
interval '-1.5 days'
interval '1 week'
interval '2 decades'
interval '1 century 3 millennium'
interval '90 minutes'
interval '1 day 25:00'
interval '01:02:03.456789'
interval '-01:02:03'
interval '1-2'
interval '-1-2'
interval '1-2 3 4:05:06'
interval '3 4:05'
interval '10'
interval '10.5'
interval '1 2'
interval 'P1Y2M3DT4H5M6.7S'
interval 'P2W'
interval 'PT36H'
interval 'P'
interval '@ 1 minute'
interval '1 hour ago'
interval '1 day -2 hours'
interval '1 mon -1 days 03:00'
interval '1 yr 2 mons 3 days'
interval '500 ms'
interval '1.5 milliseconds'
interval '1500 us'
interval '1h30m'
interval '2147483647 years'
interval 'x'
interval ''
interval '1 x'
interval '1 day 1 day'
interval '0'
interval '1' day
interval '1' month
interval '90' minute
interval '1:30' minute to second
interval '1 2:03' day to hour
interval '1-2' year to month
interval '1 day 02:03:04' hour
interval '1 month 2 days' month
interval '3 years 2 mons'::text
interval '-1 mons +2 days'
interval '1 mon -2 days +00:00:01'
interval '-00:00:00.1'
extract(year from timestamp '2024-05-06 07:08:09.123456')
extract(month from timestamp '2024-05-06')
extract(day from timestamp '2024-05-06')
extract(hour from timestamp '2024-05-06 07:08:09')
extract(minute from timestamp '2024-05-06 07:08:09')
extract(second from timestamp '2024-05-06 07:08:09.5')
extract(milliseconds from timestamp '2024-05-06 07:08:09.5')
extract(microseconds from timestamp '2024-05-06 07:08:09.5')
extract(quarter from timestamp '2024-05-06')
extract(week from timestamp '2024-12-30')
extract(week from timestamp '2021-01-01')
extract(isoyear from timestamp '2021-01-01')
extract(isodow from timestamp '2024-05-05')
extract(dow from timestamp '2024-05-05')
extract(dow from timestamp '2024-05-06')
extract(doy from timestamp '2024-12-31')
extract(epoch from timestamp '2024-05-06 00:00:00.25')
extract(epoch from timestamptz '1969-12-31 23:59:59+00')
extract(decade from timestamp '2024-05-06')
extract(century from timestamp '2000-05-06')
extract(century from timestamp '2001-05-06')
extract(millennium from timestamp '2001-05-06')
extract(julian from timestamp '2000-01-01 12:00')
extract(year from timestamp '0044-03-15 BC')
extract(century from timestamp '0044-03-15 BC')
extract(timezone from timestamptz '2024-05-06')
extract(timezone_hour from timestamptz '2024-05-06')
extract(timezone_hour from timestamp '2024-05-06')
extract(nosuch from timestamp '2024-05-06')
extract(day from interval '40 days 5 hours')
extract(hour from interval '40 days 50 hours')
extract(epoch from interval '1 year 2 months 3 days')
extract(month from interval '14 months')
extract(year from interval '14 months')
extract(quarter from interval '14 months')
extract(dow from interval '1 day')
extract(second from interval '1.5 seconds')
extract(hour from time '10:20')
extract(epoch from time '10:20')
extract(day from time '10:20')
extract(day from date '2024-05-06')
extract(hour from date '2024-05-06')
extract(epoch from date '2024-05-06')
extract(year from timestamp 'infinity')
extract(month from timestamp 'infinity')
extract(epoch from timestamp '-infinity')
date_part('hour', timestamp '2024-05-06 07:08:09')
date_part('hour', date '2024-05-06')
date_part('day', interval '3 days')
date_trunc('hour', timestamp '2024-05-06 07:08:09.9')
date_trunc('day', timestamp '2024-05-06 07:08:09')
date_trunc('week', timestamp '2024-05-05')
date_trunc('week', timestamp '2024-01-01')
date_trunc('month', timestamp '2024-05-06')
date_trunc('quarter', timestamp '2024-05-06')
date_trunc('year', timestamp '2024-05-06')
date_trunc('decade', timestamp '2024-05-06')
date_trunc('century', timestamp '2024-05-06')
date_trunc('millennium', timestamp '2024-05-06')
date_trunc('century', timestamp '2000-05-06')
date_trunc('seconds', timestamp '2024-05-06 07:08:09.9')
date_trunc('milliseconds', timestamp '2024-05-06 07:08:09.123456')
date_trunc('microseconds', timestamp '2024-05-06 07:08:09.123456')
date_trunc('minute', timestamp '1969-12-31 23:59:59')
date_trunc('day', timestamptz '2024-05-06 07:08:09+00')
date_trunc('day', timestamptz '2024-05-06 02:08:09+00', 'America/New_York')
date_trunc('day', timestamptz '2024-05-06 02:08:09+00', 'Nowhere')
date_trunc('month', date '2024-05-06')
date_trunc('nosuch', timestamp '2024-05-06')
date_trunc('dow', timestamp '2024-05-06')
date_trunc('hour', interval '3 days 02:47:33')
date_trunc('month', interval '14 months 3 days')
date_trunc('quarter', interval '14 months')
date_trunc('week', interval '14 days')
date_trunc('year', timestamp 'infinity')
date_bin('15 minutes', timestamp '2020-02-11 15:44:17', timestamp '2001-01-01')
date_bin('15 minutes', timestamp '2000-02-11 15:44:17', timestamp '2001-01-01 00:02:30')
date_bin('1 day', timestamptz '2020-02-11 15:44:17+00', timestamptz '2001-01-01')
date_bin('1 month', timestamp '2020-02-11', timestamp '2001-01-01')
date_bin('0 day', timestamp '2020-02-11', timestamp '2001-01-01')
age(timestamp '2001-04-10', timestamp '1957-06-13')
age(timestamp '2024-03-01', timestamp '2024-01-31')
age(timestamp '2024-01-31', timestamp '2024-03-01')
age(timestamp '2024-01-31 10:00', timestamp '2024-01-30 11:00')
age(timestamptz '2024-05-06', timestamptz '2023-05-07')
justify_hours(interval '27 hours')
justify_days(interval '35 days')
justify_interval(interval '1 mon -1 hour')
justify_interval(interval '65 days 50 hours')
justify_hours(interval '1 day -25 hours')
justify_days(interval '1 mon -40 days')
justify_interval(interval '-65 days 50 hours')
isfinite(timestamp 'infinity')
isfinite(date '2024-01-01')
isfinite(interval '1 day')
make_date(2024, 2, 29)
make_date(2023, 2, 29)
make_date(-44, 3, 15)
make_date(0, 1, 1)
make_time(8, 15, 23.5)
make_time(25, 0, 0)
make_timestamp(2024, 7, 15, 8, 15, 23.5)
make_timestamp(2024, 7, 15, 8, 65, 23.5)
make_timestamptz(2024, 7, 15, 8, 15, 23.5)
make_timestamptz(2024, 7, 15, 8, 15, 23.5, 'Europe/Berlin')
make_interval(1, 2, 3, 4, 5, 6, 7.5)
make_interval()
to_timestamp(1284352323)
to_timestamp(1284352323.5)
to_timestamp(-1.25)
to_timestamp('infinity'::float8)
to_timestamp('2024-05-06 07:08:09', 'YYYY-MM-DD HH24:MI:SS')
to_timestamp('05 Dec 2000', 'DD Mon YYYY')
to_timestamp('2000    JUN', 'YYYY MON')
to_timestamp('2024-05-06 07:08:09 PM', 'YYYY-MM-DD HH:MI:SS PM')
to_timestamp('2024-05-06 17:08', 'YYYY-MM-DD HH12:MI')
to_timestamp('20240506070809', 'YYYYMMDDHH24MISS')
to_timestamp('2024-05-06 07:08:09.123', 'YYYY-MM-DD HH24:MI:SS.MS')
to_timestamp('2024-05-06 07:08:09.123456', 'YYYY-MM-DD HH24:MI:SS.US')
to_timestamp('12.3', 'SS.MS')
to_timestamp('15:12:02.020.001230', 'HH24:MI:SS.MS.US')
to_timestamp('2024-13-06', 'YYYY-MM-DD')
to_timestamp('2024-02-30', 'YYYY-MM-DD')
to_timestamp('x', 'YYYY')
to_timestamp('2024/05/06', 'YYYY-MM-DD')
to_timestamp('2024-05-06+02', 'YYYY-MM-DDTZH')
to_timestamp('2024-05-06T07:08', 'YYYY-MM-DD"T"HH24:MI')
to_timestamp('24-05-06', 'YY-MM-DD')
to_timestamp('2024 127', 'YYYY DDD')
to_timestamp('Tuesday 7 May 2024', 'Day DD Month YYYY')
to_date('05 Dec 2000', 'DD Mon YYYY')
to_date('2024-02-29', 'YYYY-MM-DD')
to_date('2023-02-29', 'YYYY-MM-DD')
to_date('2024-19', 'IYYY-IW')
to_date('2024-19-3', 'IYYY-IW-ID')
to_date('1/2/99', 'MM/DD/YY')
to_date('44-03-15 BC', 'YYYY-MM-DD BC')
to_char(timestamp '2024-05-06 17:08:09.123456', 'YYYY-MM-DD HH24:MI:SS.MS')
to_char(timestamp '2024-05-06 17:08:09.123456', 'YY MM DD HH12 HH MI SS US')
to_char(timestamp '2024-05-06 17:08:09', 'AM am PM pm A.M. p.m.')
to_char(timestamp '2024-05-06 17:08:09', 'Day, DD Month YYYY')
to_char(timestamp '2024-05-06 17:08:09', 'FMDay, FMDD FMMonth YYYY')
to_char(timestamp '2024-05-06 17:08:09', 'DAY day Dy DY dy MON Mon mon MONTH month')
to_char(timestamp '2024-05-06 17:08:09', 'DDD D ID W WW IW Q CC J')
to_char(timestamp '2024-05-06 17:08:09', 'IYYY IYY IY I IDDD Y,YYY Y YYY')
to_char(timestamp '2024-05-06 17:08:09', 'DDth DDTH FMDDth')
to_char(timestamp '2024-05-06 17:08:09', 'SSSS SSSSS')
to_char(timestamp '2024-05-06 07:08:09.5', 'FF1 FF2 FF3 FF4 FF5 FF6')
to_char(timestamp '2024-05-06 07:08:09', 'RM rm')
to_char(timestamp '2024-05-06 07:08:09', 'BC AD b.c.')
to_char(timestamp '0044-03-15 BC', 'YYYY BC')
to_char(timestamp '2024-05-06 07:08:09', '"Year" YYYY, "MM" MM')
to_char(timestamp '2024-05-06 07:08:09', 'hh24:mi:ss')
to_char(timestamptz '2024-05-06 07:08:09+00', 'TZ tz OF TZH:TZM')
to_char(timestamp '2024-05-06 07:08:09', 'OF')
to_char(timestamp '2024-05-06 00:08:09', 'HH12 AM')
to_char(interval '1 year 2 mons 3 days 04:05:06', 'YYYY MM DD HH24:MI:SS')
to_char(interval '36 hours', 'HH24:MI')
to_char(interval '-1 hour 30 minutes', 'HH24:MI')
to_char(date '2024-05-06', 'YYYY-MM-DD')
to_char(timestamp 'infinity', 'YYYY')
to_char(timestamp '2024-05-06', '')
timestamp '2024-01-01 12:00' at time zone 'UTC'
timestamp '2024-01-01 12:00' at time zone 'America/New_York'
timestamptz '2024-01-01 12:00+00' at time zone 'America/New_York'
timestamptz '2024-07-01 12:00+00' at time zone 'Europe/Berlin'
timestamp '2024-01-01 12:00' at time zone 'Nowhere'
timestamp '2024-01-01 12:00' at time zone interval '-08:00'
timestamptz '2024-01-01 12:00+00' at time zone interval '2 hours'
timestamp '2024-03-31 02:30' at time zone 'Europe/Berlin'
timestamp '2024-10-27 02:30' at time zone 'Europe/Berlin'
(date '2024-01-01', date '2024-02-01') overlaps (date '2024-01-15', date '2024-03-01')
(date '2024-01-01', date '2024-02-01') overlaps (date '2024-02-01', date '2024-03-01')
(timestamp '2024-01-01', interval '10 days') overlaps (timestamp '2024-01-05', interval '1 day')
(time '10:00', time '11:00') overlaps (time '10:30', time '12:00')
timestamp '2024-01-01'::date
timestamp '2024-01-01 10:20'::time
timestamptz '2024-01-01 10:20+00'::timestamp
timestamp '2024-01-01 10:20'::timestamptz
date '2024-01-01'::timestamp
date '2024-01-01'::timestamptz
time '10:20'::interval
interval '1 day 10:20'::time
timestamp '2024-01-01 10:20:30.123456'::timestamp(3)
timestamp '2024-01-01 10:20:30.9999'::timestamp(0)
interval '1.23456 seconds'::interval(2)
timestamp '2024-01-01'::text
'2024-01-01'::text::timestamp
now() = now()
now() = current_timestamp
current_date = now()::date
localtimestamp = now()::timestamp
timezone('UTC', timestamp '2024-01-01')
timestamp '2024-01-01' = '2024-01-01'
'2024-01-01' < timestamp '2024-01-02'
timestamp '2024-01-01' = 'x'
timestamp '2024-01-01' + timestamp '2024-01-01'
