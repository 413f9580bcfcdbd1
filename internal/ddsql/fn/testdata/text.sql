'a' || 'b'
'a' || NULL
'a' || 1
1 || 'a'
1 || 2
true || 'x'
'x' || 1.5
'x' || '10.0.0.1'::inet
'x' || ARRAY['a']
concat('a', 1, NULL, true)
concat()
concat(VARIADIC ARRAY['a', 'b'])
concat_ws(',', 'a', NULL, 'b')
concat_ws(NULL, 'a', 'b')
concat_ws('-', 1, 2.5, 'x')
lower('ÀBC')
upper('straße')
lower('ABC')
initcap('hello wORLD-foo bar1x')
reverse('abc')
reverse('añb')
length('añb')
char_length('abc')
octet_length('añb')
bit_length('abc')
trim('  a b ')
btrim('xxaxx', 'x')
ltrim('  a ')
rtrim('  a ')
ltrim('zzzytest', 'xyz')
rtrim('testxxzx', 'xyz')
trim(both 'x' from 'xxaxx')
trim(leading from '  a ')
trim(trailing 'x' from 'axx')
replace('abcabc', 'b', 'XX')
replace('abc', '', 'x')
translate('12345', '143', 'ax')
translate('abc', 'aa', 'xy')
strpos('high', 'ig')
strpos('high', 'z')
strpos('añb', 'b')
strpos('abc', '')
position('b' in 'abc')
starts_with('alphabet', 'alph')
'alphabet' ^@ 'alph'
left('abcde', 2)
left('abcde', -2)
left('abc', -5)
left('añb', 2)
right('abcde', 2)
right('abcde', -2)
right('abc', -5)
right('abc', 10)
right('añb', 2)
repeat('ab', 3)
repeat('ab', 0)
repeat('ab', -1)
repeat('', 1000)
lpad('hi', 5, 'xy')
lpad('hi', 5)
lpad('hello', 3)
lpad('hi', 5, '')
rpad('hi', 5, 'xy')
rpad('hi', 1)
rpad('ñ', 3, 'é')
lpad('x', -1, 'y')
substr('abcdef', 3)
substr('abcdef', 2, 3)
substr('abcdef', -1, 3)
substr('abcdef', 0)
substr('abc', 2, -1)
substr('añbc', 2, 2)
substring('abcdef' from 2 for 3)
substring('abcdef' from 4)
substring('abcdef' for 2)
substring('foobar' from 'o.b')
substring('foobar' from 'o(.)b')
substring('foobar', 'z')
substring('foobar' similar '%#"o_b#"%' escape '#')
substring('abcdefg', 'a#"(b_d)#"%', '#')
overlay('Txxxxas' placing 'hom' from 2 for 4)
overlay('abcdef' placing 'X' from 3)
overlay('abcdef' placing 'X' from 0)
split_part('a,b,c', ',', 2)
split_part('a,b,c', ',', -1)
split_part('a,b,c', ',', 5)
split_part('a,b,c', ',', 0)
split_part('', ',', 1)
split_part('abc', '', 1)
ascii('x')
ascii('é')
ascii('')
chr(65)
chr(233)
chr(0)
chr(-1)
md5('abc')
encode(sha256('abc'), 'hex')
encode('abc'::bytea, 'base64')
encode('\x0001ff'::bytea, 'escape')
encode('abc'::bytea, 'nosuch')
decode('YWJj', 'base64')
decode('616263', 'hex')
decode('6', 'hex')
convert_from('\xc3a9'::bytea, 'UTF8')
convert_from('\xff'::bytea, 'UTF8')
'\x6162'::bytea
'a\\b'::bytea
'\x616'::bytea
'abc'::bytea || 'def'::bytea
length('abc'::bytea)
quote_ident('Foo bar')
quote_ident('foo')
quote_ident('select')
quote_ident('x"y')
quote_literal('O''Reilly')
quote_literal('a\b')
quote_literal(42)
quote_nullable(NULL)
format('Hello %s', 'World')
format('%s %s', 1, 2.5)
format('%I = %L', 'Foo', 'it''s')
format('%2$s %1$s', 'a', 'b')
format('|%10s|', 'foo')
format('|%-10s|', 'foo')
format('|%*s|', 5, 'x')
format('%%')
format('%s')
format('%x', 1)
format('%L', NULL)
format('%I', NULL)
format('%s', NULL)
format(NULL, 1)
format('%0$s', 1)
'abc' < 'abd'
'a' < 'B'
'Z' < 'a'
'' < 'a'
'abc' = 'abc '
'é' > 'z'
'abc' LIKE 'a%'
'abc' LIKE '_b_'
'abc' LIKE 'c'
'abc' LIKE '%b%'
'abc' NOT LIKE 'a%'
'a%c' LIKE 'a\%c'
'abc' LIKE 'a\%c'
'a_c' LIKE 'a#_c' ESCAPE '#'
'abc' LIKE 'a#_c' ESCAPE '#'
'abc' LIKE 'a\'
'abc' LIKE 'a##' ESCAPE '##'
'ABC' ILIKE 'a%'
'ABC' LIKE 'a%'
'abc' NOT ILIKE 'A%'
'añb' LIKE 'a_b'
'' LIKE ''
'' LIKE '%'
'abcabcabd' LIKE '%abd'
'aaa' LIKE '%a%a%a%'
'aaa' LIKE '%a%a%a%a%'
NULL LIKE 'a'
'abc' SIMILAR TO 'abc'
'abc' SIMILAR TO 'a'
'abc' SIMILAR TO '%(b|d)%'
'abc' SIMILAR TO '(b|c)%'
'a.c' SIMILAR TO 'a.c'
'abc' SIMILAR TO 'a.c'
'aab' SIMILAR TO 'a+b'
'ab' SIMILAR TO '[a-c]{2}'
'abc' NOT SIMILAR TO 'x%'
'abc' ~ 'b'
'abc' ~ '^b'
'ABC' ~* 'b'
'abc' !~ 'b'
'abc' !~* 'B'
'abc' ~ 'a.c'
E'a\nc' ~ 'a.c'
E'a\nb' ~ '^b'
E'a\nb' ~ '(?n)^b'
'abc' ~ '('
'abc' ~ '['
'abc' ~ '*'
'abc' ~ 'a{2,1}'
'a1b' ~ '\d'
'a b' ~ '\s'
'foo bar' ~ '\mbar'
'foobar' ~ '\mbar'
'foo bar' ~ 'foo\M'
'foobar' ~ '\yfoo\y'
'foo' ~ '[[:alpha:]]+'
'foo bar' ~ '[[:<:]]bar'
'a]b' ~ '[]]'
'a-b' ~ '[a-]'
'abc' ~ '***=b'
'a.c' ~ '***=.'
'abc' ~ '(?i)ABC'
'aXb' ~ 'a\x58b'
'foo' ~ '^(foo|bar)$'
'foobar' ~ '^(foo|bar)$'
E'foo\n' ~ 'foo$'
regexp_like('abc', 'B', 'i')
regexp_like('abc', 'B')
regexp_like('abc', 'b', 'g')
regexp_like('abc', 'b', 'z')
regexp_match('foobarbaz', 'b..')
regexp_match('foobarbaz', '(b)(.)')
regexp_match('foo', 'x')
regexp_match('abcd', 'a|ab')
regexp_match('abcd', '(a|ab)(c|bcd)')
regexp_match('foo', '(x)?f')
regexp_match('FOO', 'o', 'i')
regexp_match('abc', 'b', 'g')
regexp_replace('foobar', 'o', 'X')
regexp_replace('foobar', 'o', 'X', 'g')
regexp_replace('foobar', '(b)(a)', '\2\1')
regexp_replace('foobar', 'o+', '<\&>')
regexp_replace('foobar', 'o', '\\')
regexp_replace('FOO', 'o', 'x', 'gi')
regexp_replace('a b c', '\s', '', 'g')
regexp_replace('abc', '', '-', 'g')
regexp_replace('abc', 'x*', '-', 'g')
regexp_replace('foobar', 'o', 'X', 1, 2)
regexp_replace('foobar', 'o', 'X', 3)
regexp_replace('foobar', 'o', 'X', 1, 0)
regexp_replace('foobar', 'o', 'X', 0)
regexp_replace('A PostgreSQL function', 'a|e|i|o|u', 'X', 1, 0, 'i')
regexp_count('foobar', 'o')
regexp_count('foobar', 'O', 1, 'i')
regexp_count('foobar', 'o', 3)
regexp_instr('foobar', 'o')
regexp_instr('foobar', 'o', 1, 2)
regexp_instr('foobar', 'o(b)', 1, 1, 1)
regexp_instr('foobar', 'o(b)', 1, 1, 0, '', 1)
regexp_instr('foobar', 'z')
regexp_substr('foobar', 'o.')
regexp_substr('foobar', 'o(.)', 1, 1, '', 1)
regexp_substr('foobar', 'z')
regexp_split_to_array('a1b2c', '\d')
regexp_split_to_array('abc', '')
regexp_split_to_array('hello world', '\s+')
string_to_array('a,b,c', ',')
string_to_array('a,b,c', ',', 'b')
string_to_array('abc', NULL)
string_to_array('', ',')
string_to_array('a,b', '')
string_to_array(NULL, ',')
array_to_string(ARRAY['a', NULL, 'b'], ',')
array_to_string(ARRAY['a', NULL, 'b'], ',', '*')
array_to_string(ARRAY[1, 2], '-')
array_to_string(ARRAY[true, false], ',')
'abc'::char(5)
'abc'::char(5) = 'abc'
'ab'::char(1)
'abc'::name
length('abc'::char(5))
'a'::"char"
'abc'::text::varchar(10)
upper('a'::name)
current_user = 'analyst' OR true
length(version()) > 5
parse_ident('Ab."Cd".e')
parse_ident('a b')
parse_ident('a.')
