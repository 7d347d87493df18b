/**
 * Histories of seats and what is billed for them, computed by hand from the table in src/subscriptions/bill.ts.
 *
 * What happened | interval, first day @ price of a paid seat in cents | changes: day, or moment and zone, seats before and
 * after | each bill: renewal date, its lines in cents, what is due, and what is left over where that is a credit.
 * Each practice has one seat as its subscription begins.
 */
export const billsByHand = `
solo, nobody added | month 2027-01-01 @600 | | 2027-02-01: = 0; 2027-03-01: = 0
added on the first day | month 2027-01-01 @600 | 2027-01-01 1>2 | 2027-02-01: +600 +600 = 1200; 2027-03-01: +600 = 600
added in the middle: 600 x 16/31 = 309.68 | month 2027-01-01 @600 | 2027-01-16 1>2 | 2027-02-01: +310 +600 = 910
added on the last day: 600 x 1/31 = 19.35 | month 2027-01-01 @600 | 2027-01-31 1>2 | 2027-02-01: +19 +600 = 619
added on the renewal date: the next bill | month 2027-01-01 @600 | 2027-02-01 1>2 | 2027-02-01: = 0; 2027-03-01: +600 +600 = 1200
two added: 1200 x 21/31 = 812.90 | month 2027-01-01 @600 | 2027-01-11 1>3 | 2027-02-01: +813 +1200 = 2013
a third paid seat: 1200 x 12/31 = 464.52, 1800 x 12/31 = 696.77 | month 2027-01-01 @600 | 2027-01-01 1>3, 2027-01-20 3>4 | 2027-02-01: +1200 -465 +697 +1800 = 3232
removed in the middle, the credit waits and is used | month 2027-01-01 @600 | 2027-01-01 1>2, 2027-02-15 2>1, 2027-04-16 1>2 | 2027-02-01: +600 +600 = 1200; 2027-03-01: -300 = 0 left -300; 2027-04-01: -300 = 0 left -300; 2027-05-01: -300 +300 +600 = 600
removed on the last day: 600 x 1/30 | month 2027-06-01 @600 | 2027-06-01 1>2, 2027-06-30 2>1 | 2027-07-01: +600 -20 = 580
a credit that lasts for months: 3000 x 30/31 = 2903.23, 600 x 21/31 = 406.45 | month 2027-06-01 @600 | 2027-06-01 1>6, 2027-07-02 6>1, 2027-08-11 1>2 | 2027-07-01: +3000 +3000 = 6000; 2027-08-01: -2903 = 0 left -2903; 2027-09-01: -2903 +406 +600 = 0 left -1897; 2027-10-01: -1897 +600 = 0 left -1297; 2027-11-01: -1297 +600 = 0 left -697; 2027-12-01: -697 +600 = 0 left -97; 2028-01-01: -97 +600 = 503
leap February: 600 x 15/29 = 310.34 | month 2028-02-01 @600 | 2028-02-15 1>2 | 2028-03-01: +310 +600 = 910
on the leap day: 600 x 1/29 = 20.69 | month 2028-02-01 @600 | 2028-02-29 1>2 | 2028-03-01: +21 +600 = 621
on the last of a common February: 600 x 1/28 = 21.43 | month 2027-02-01 @600 | 2027-02-28 1>2 | 2027-03-01: +21 +600 = 621
begun on the 31st: 28 days, then 600 x 16/31 = 309.68 and 1200 x 16/31 = 619.35, then 30 days | month 2027-01-31 @600 | 2027-02-14 1>2, 2027-03-15 2>3 | 2027-02-28: +300 +600 = 900; 2027-03-31: -310 +619 +1200 = 1509; 2027-04-30: +1200 = 1200
begun on the 30th: 600 x 27/29 = 558.62 | month 2027-01-30 @600 | 2027-02-01 1>2 | 2027-02-28: +559 +600 = 1159; 2027-03-30: +600 = 600
begun on the 29th: 30 days up to the 28th | month 2027-01-29 @600 | 2027-02-13 1>2 | 2027-02-28: +300 +600 = 900; 2027-03-29: +600 = 600
begun on the 31st in a leap year, changed on the leap day, which is the renewal date | month 2028-01-31 @600 | 2028-02-28 1>2, 2028-02-29 2>3 | 2028-02-29: +21 +600 = 621; 2028-03-31: -600 +1200 +1200 = 1800
over the turn of the year: 600 x 30/31 = 580.65 | month 2026-12-31 @600 | 2027-01-01 1>2 | 2027-01-31: +581 +600 = 1181; 2027-02-28: +600 = 600
added and taken back on one day | month 2027-01-01 @600 | 2027-01-10 1>2, 2027-01-10 2>1 | 2027-02-01: = 0
several on one day count as one: 1200 x 22/31 = 851.61 | month 2027-01-01 @600 | 2027-01-10 1>2, 2027-01-10 2>4, 2027-01-10 4>3 | 2027-02-01: +852 +1200 = 2052
the same person added and removed: 600 x 22/31 = 425.81, 600 x 20/31 = 387.10 | month 2027-01-01 @600 | 2027-01-10 1>2, 2027-01-12 2>1 | 2027-02-01: +426 -387 = 39
one for another on one day | month 2027-06-01 @600 | 2027-06-01 1>2, 2027-06-15 2>1, 2027-06-15 1>2 | 2027-07-01: +600 +600 = 1200
the free seat moved | month 2027-01-01 @600 | 2027-01-01 1>2, 2027-01-16 2>2 | 2027-02-01: +600 +600 = 1200
the free seat moved by a solo practice | month 2027-01-01 @600 | 2027-01-16 1>1 | 2027-02-01: = 0
the last one gone, another come | month 2027-01-01 @600 | 2027-01-05 1>0, 2027-01-20 0>1 | 2027-02-01: = 0
the last one gone, two come: 600 x 12/31 = 232.26 | month 2027-01-01 @600 | 2027-01-05 1>0, 2027-01-20 0>2 | 2027-02-01: +232 +600 = 832
four changes at 20 cents a day: ten days of a seat | month 2027-06-01 @600 | 2027-06-11 1>2, 2027-06-12 2>3, 2027-06-13 3>2, 2027-06-20 2>1 | 2027-07-01: +400 -380 +760 -720 +360 -220 = 200
ten at once | month 2027-06-01 @600 | 2027-06-11 1>11 | 2027-07-01: +4000 +6000 = 10000
a second before the clocks go forward in Chicago: 600 x 18/31 = 348.39 | month 2027-03-01 @600 | 2027-03-14T07:59:59Z@America/Chicago 1>2 | 2027-04-01: +348 +600 = 948
the evening before that day: 600 x 19/31 = 367.74 | month 2027-03-01 @600 | 2027-03-14T05:59:59Z@America/Chicago 1>2 | 2027-04-01: +368 +600 = 968
late on the day of 25 hours in Chicago: 24 of 30 | month 2027-11-01 @600 | 2027-11-08T05:30:00Z@America/Chicago 1>2 | 2027-12-01: +480 +600 = 1080
the evening before that day: 25 of 30 | month 2027-11-01 @600 | 2027-11-07T04:30:00Z@America/Chicago 1>2 | 2027-12-01: +500 +600 = 1100
already the renewal date in Auckland | month 2027-03-01 @600 | 2027-03-31T11:30:00Z@Pacific/Auckland 1>2 | 2027-04-01: = 0; 2027-05-01: +600 +600 = 1200
still the day before it in Auckland: 600 x 1/31 = 19.35 | month 2027-03-01 @600 | 2027-03-31T10:59:59Z@Pacific/Auckland 1>2 | 2027-04-01: +19 +600 = 619
a minute to midnight in Chatham: 600 x 17/31 = 329.03 | month 2027-01-01 @600 | 2027-01-15T10:14:00Z@Pacific/Chatham 1>2 | 2027-02-01: +329 +600 = 929
midnight in Chatham | month 2027-01-01 @600 | 2027-01-15T10:15:00Z@Pacific/Chatham 1>2 | 2027-02-01: +310 +600 = 910
a minute to midnight in St. John’s | month 2027-01-01 @600 | 2027-01-16T03:29:00Z@America/St_Johns 1>2 | 2027-02-01: +329 +600 = 929
midnight in Apia | month 2027-01-01 @600 | 2027-01-15T11:00:00Z@Pacific/Apia 1>2 | 2027-02-01: +310 +600 = 910
by the year: 6000 x 183/365 = 3008.22 | year 2027-01-01 @6000 | 2027-07-02 1>2 | 2028-01-01: +3008 +6000 = 9008
by a leap year: 6000 x 184/366 = 3016.39 | year 2028-01-01 @6000 | 2028-07-01 1>2 | 2029-01-01: +3016 +6000 = 9016
begun on a leap day, by the year: 6000 x 1/365 = 16.44; four years on 1/366 | year 2028-02-29 @6000 | 2029-02-27 1>2, 2032-02-28 2>3 | 2029-02-28: +16 +6000 = 6016; 2030-02-28: +6000 = 6000; 2031-02-28: +6000 = 6000; 2032-02-29: -16 +33 +12000 = 12017
removed within the second year: 7200 x 181/365 = 3570.41 | year 2027-03-15 @7200 | 2027-03-15 1>2, 2028-09-15 2>1 | 2028-03-15: +7200 +7200 = 14400; 2029-03-15: -3570 = 0 left -3570
half a cent goes up: 5 x 15/30 = 2.5 | month 2027-04-01 @5 | 2027-04-16 1>2 | 2027-05-01: +3 +5 = 8
half a cent of a credit too | month 2027-04-01 @5 | 2027-04-01 1>2, 2027-04-16 2>1 | 2027-05-01: +5 -3 = 2
each line is rounded by itself | month 2027-04-01 @5 | 2027-04-01 1>3, 2027-04-16 3>2 | 2027-05-01: +10 -5 +3 +5 = 13
less than half a cent is nothing | month 2027-04-01 @1 | 2027-04-30 1>2 | 2027-05-01: +0 +1 = 1
an uneven price: 999 x 25/31 = 805.65 | month 2027-05-01 @999 | 2027-05-07 1>2 | 2027-06-01: +806 +999 = 1805
nothing is charged | month 2027-04-01 @0 | 2027-04-16 1>5 | 2027-05-01: = 0
`
