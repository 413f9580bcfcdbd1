package fn

import (
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// days joins what was read into a day. What is missing is the first.
func (r *reading) days() (int64, error) {
	if r.julian != 0 {
		return r.julian - 2451545, nil
	}
	if r.isoYear != 0 {
		return r.isoDays()
	}
	c := value.Civil{Year: r.calendarYear(), Month: 1, Day: 1}
	if r.doy > 0 {
		days := c.Days() + int64(r.doy) - 1
		if value.CivilOf(days).Year != c.Year {
			return 0, errReadField(r.text)
		}
		return days, nil
	}
	if r.week > 0 {
		return c.Days() + int64(r.week-1)*7, nil
	}
	if r.hasMonth {
		c.Month = r.month
	}
	if r.hasDay {
		c.Day = r.day
	}
	if r.weekOfMonth > 0 {
		c.Day = (r.weekOfMonth-1)*7 + 1
	}
	if c.Month < 1 || c.Month > 12 || c.Day < 1 || c.Day > c.DaysIn() || c.Year > 6_000_000 || c.Year < -6_000_000 {
		return 0, errReadField(r.text)
	}
	return c.Days(), nil
}

// calendarYear counts 1 BC as 0. Without a year it is 1 BC, as in PostgreSQL.
func (r *reading) calendarYear() int64 {
	year := r.year
	switch {
	case r.century != 0 && r.hasYear:
		year = (r.century-1)*100 + r.year%100
	case r.century != 0:
		year = (r.century-1)*100 + 1
	case r.bc && year > 0:
		return 1 - year
	case year < 0:
		return year + 1
	}
	return year
}

func (r *reading) isoDays() (int64, error) {
	january4 := value.Civil{Year: r.isoYear, Month: 1, Day: 4}.Days()
	monday := january4 - isoWeekday(january4) + 1
	if r.doy > 0 {
		return monday + int64(r.doy) - 1, nil
	}
	if r.isoWeek > 53 || r.isoDay > 7 {
		return 0, errReadField(r.text)
	}
	return monday + int64(max(r.isoWeek, 1)-1)*7 + int64(max(r.isoDay, 1)) - 1, nil
}

// ofDay joins what was read into a time of day, in microseconds.
func (r *reading) ofDay() (int64, error) {
	hour, minute, second := r.hour, r.minute, r.second
	if r.hour12 {
		if hour < 1 || hour > 12 {
			return 0, sqlerr.New(sqlerr.InvalidDatetimeFormat, "hour \"%d\" is invalid for the 12-hour clock", hour).
				WithHint("Use the 24-hour clock, or give an hour between 1 and 12.")
		}
		switch {
		case r.half == "pm" && hour < 12:
			hour += 12
		case r.half == "am" && hour == 12:
			hour = 0
		}
	}
	if r.seconds > 0 {
		hour, minute, second = r.seconds/3600, r.seconds/60%60, r.seconds%60
	}
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return 0, errReadField(r.text)
	}
	return ((hour*60+minute)*60+second)*1_000_000 + r.micros, nil
}
