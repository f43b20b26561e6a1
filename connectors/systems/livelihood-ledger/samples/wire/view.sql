-- The view as the bureau opens it (Oracle, ZHS16GBK): every text in GBK, times as DATE without fractions of a second.
create or replace view V_SLJL as
select SLID, SXBM, SXMC, SQRMC, SQRZJHM, XB, CSRQ, HJDZ, YHKH, KHYH, XZ, CJ, SLSJ, SPJG, BJSJ, BTJE, GXSJ
from T_SLJL;
