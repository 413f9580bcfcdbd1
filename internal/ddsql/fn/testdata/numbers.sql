-- arithmetic
1 + 2
7 - 10
6 * 7
5 / 2
-5 / 2
5 % 3
-5 % 3
5.0 / 2
5 / 2.0
1 / 0
1.5 / 0
5 % 0
9223372036854775807 + 1
9223372036854775807::int8 * 2
(-9223372036854775807 - 1)::int8 / -1
-(-9223372036854775807 - 1)
2 ^ 10
2 ^ 0.5
(-8) ^ 0.5
0 ^ -1
-2 ^ 2
|/ 25
||/ 27
@ -5
@ (-5.5)
6 & 3
6 | 3
6 # 3
~ 5
1 << 4
256 >> 4
-1 >> 1
1e308::float8 * 10
1e-320::float8
'NaN'::float8 = 'NaN'::float8
'NaN'::float8 > 'Infinity'::float8
'Infinity'::float8 - 'Infinity'::float8
0.1 + 0.2
1e15::float8
1e16::float8
123456789012345678::float8
0.0001::float8
0.00001::float8
-0.0::float8
1.0::float8
100000000000000000000::float8
1 = 1.0
1 < 1.5
2 > 1 AND 1 = 1
1 + '2'
'3' * 2
1 + '2.5'
'a' + 1
1 + NULL
NULL + NULL
1 <> 2
1 != 2
1::text + 1
true + 1
-- functions
abs(-7)
abs(-7.25)
ceil(1.2)
ceil(-1.2)
ceiling(4.000001)
floor(1.8)
floor(-1.2)
round(2.4)
round(2.5)
round(-2.5)
round(3.5)
round(1.005, 2)
round(1234.567, -2)
round(15.5, 0)
round(2.345, 2)
round(0.5)
trunc(2.9)
trunc(-2.9)
trunc(1234.5678, 2)
trunc(1234.5678, -2)
sign(-3)
sign(0)
sign(2.5)
power(2, 3)
power(2, 0.5)
power(9, -1)
pow(3, 2)
sqrt(2)
sqrt(-1)
cbrt(27)
exp(1)
exp(0)
exp(1000::float8)
ln(2)
ln(0)
ln(-1)
log(100)
log(2, 64)
log(2, 0)
log10(1000)
mod(7, 3)
mod(-7, 3)
mod(7.5, 2)
mod(7, 0)
div(7, 2)
div(-7, 2)
div(7.5, 2)
gcd(12, 18)
gcd(-12, 18)
gcd(0, 5)
lcm(4, 6)
lcm(0, 3)
factorial(5)
factorial(0)
factorial(-1)
pi()
degrees(pi())
radians(180)
sin(0)
cos(0)
tan(0.5)
asin(1)
asin(2)
acos(0.5)
atan(1)
atan2(1, 2)
sinh(1)
cosh(1)
tanh(1)
asinh(1)
acosh(1)
acosh(0.5)
atanh(0.5)
cot(1)
to_hex(255)
to_hex(-1::int8)
width_bucket(5.35, 0.024, 10.06, 5)
width_bucket(0, 1, 10, 5)
width_bucket(11, 1, 10, 5)
width_bucket(5, 10, 1, 5)
width_bucket(5, 1, 1, 5)
width_bucket(5, 1, 10, 0)
width_bucket(25, ARRAY[10, 20, 30])
nosuch(1)
abs('x')
abs('-5')
sqrt('4')
round(NULL)
power(NULL, 2)
abs(NULL)
-- casts
'42'::int8
' 42 '::int8
'4 2'::int8
''::int8
'1.5'::int8
1.5::int8
2.5::int8
-1.5::int8
0.5::int8
'1e3'::float8
'abc'::float8
' 1.5 '::float8
'inf'::float8
'-Infinity'::float8
'1e400'::float8
1e30::int8
40000::int2
2147483648::int4
1::bool
0::bool
2::bool
true::int4
'true'::bool
'tr'::bool
'yes'::bool
'n'::bool
'off'::bool
'o'::bool
'2'::bool
''::bool
1::text
1.50::float8::text
true::text
false::varchar
1::int4::float8::text
123::varchar(2)
'abc'::varchar(2)
12.345::numeric(5, 1)
1234.5::numeric(4, 1)
1234.5::numeric(4, 0)
99999::numeric(4)
1.25::numeric(3, 1)
1::oid
-1::oid
4294967296::oid
'1'::oid
1::oid = 1
1::oid = '1'
'23'::regtype
'integer'::regtype
'int4'::regtype::oid
25::regtype
'text[]'::regtype
'nosuch'::regtype
int8 '5'
float8 '5.5'
int4(5.5)
text(5)
float8(5)
1::nosuch
cast(5 as text)
cast('5' as bigint)
1::json
1::timestamp
true::float8
'a'::text::int8
-- comparing
1 IS DISTINCT FROM NULL
NULL IS DISTINCT FROM NULL
1 IS NOT DISTINCT FROM 1
1 = ANY (ARRAY[1, 2])
3 = ANY (ARRAY[1, 2])
3 = ANY (ARRAY[1, NULL])
1 < ALL (ARRAY[2, 3])
1 < ALL (ARRAY[2, NULL])
1 <> ALL (ARRAY[2, 3])
'a' = ANY ('{a,b}')
5 = ANY ('{1,5}')
true < false
true = 't'
NOT true
NOT NULL
to_char(1234.5, '9999.99')
to_char(1234.5, 'FM9999.99')
to_char(1234.5, '9,999.99')
to_char(-1234.5, '9,999.99')
to_char(12, '0000')
to_char(12, '9999')
to_char(-12, '9999')
to_char(12, 'FM0000')
to_char(12345, '999')
to_char(0.5, '0.99')
to_char(0.5, '9.99')
to_char(0.1, 'FM9.999')
to_char(12, 'S999')
to_char(-12, '999S')
to_char(-12, '999MI')
to_char(12, '999MI')
to_char(-12, '999PR')
to_char(12, '999PR')
to_char(1485, '9,999')
to_char(485, '9,999')
to_char(12, '99th')
to_char(148.5, '999D999')
to_char(1999, 'RN')
to_char(1999, 'FMRN')
to_char(0, '9')
to_char(0, '0')
to_char(100, '999%')
to_char(12.45, '99.9')
to_number('1,234.5', '9,999.9')
to_number('-12', 'S99')
num_nulls(1, NULL, 2)
num_nonnulls(1, NULL, 2)
pg_typeof(1.5::float8)
pg_typeof('x'::text)
pg_typeof(ARRAY['x'])
pg_typeof(now())
pg_typeof(NULL)
