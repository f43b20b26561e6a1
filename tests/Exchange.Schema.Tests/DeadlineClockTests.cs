using Exchange.Schema.Calendars;
using Exchange.Schema.Cases;

namespace Exchange.Schema.Tests;

public sealed class DeadlineClockTests
{
    private static readonly DeadlineClock Clock = new(
        WorkCalendarTests.Shipped(), TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", TimeSpan.FromHours(8), null, null));

    [Theory]
    [InlineData("2026-03-02 09:00", 5, TimeLimitUnit.Workday, "2026-03-09")]
    [InlineData("2026-03-06 17:00", 1, TimeLimitUnit.Workday, "2026-03-09")]
    [InlineData("2026-03-07 09:00", 1, TimeLimitUnit.Workday, "2026-03-09")]
    [InlineData("2026-02-13 09:00", 3, TimeLimitUnit.Workday, "2026-02-25")]
    [InlineData("2026-03-02 09:00", 0, TimeLimitUnit.Workday, "2026-03-02")]
    [InlineData("2026-03-02 09:00", 20, TimeLimitUnit.Workday, "2026-03-30")]
    [InlineData("2026-03-02 09:00", 5, TimeLimitUnit.Day, "2026-03-07")]
    [InlineData("2026-03-02 09:00", 2, TimeLimitUnit.Month, "2026-05-01")]
    [InlineData("2026-03-02 23:30", 1, TimeLimitUnit.Hour, "2026-03-03")]
    public void Compute_WithoutPause_CountsFromTheDayAfter(string start, int amount, TimeLimitUnit unit, string day)
    {
        var deadline = Clock.Compute(At(start), new TimeLimit(amount, unit), [], At("2026-03-02 09:00"))!;

        Assert.Equal((DateOnly.Parse(day), 0, false, false), (deadline.Day, deadline.PausedDays, deadline.Paused, deadline.Provisional));
        if (unit is TimeLimitUnit.Workday or TimeLimitUnit.Day)
        {
            Assert.Equal(At(day + " 23:59").AddSeconds(59), deadline.At);
        }
    }

    [Fact]
    public void Compute_StartToldInAnotherOffset_CountsTheDaysOfTheZone()
    {
        var start = new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateOnly(2026, 3, 4), Clock.Compute(start, new TimeLimit(1, TimeLimitUnit.Workday), [], start)!.Day);
    }

    [Theory]
    [InlineData(TimeLimitUnit.Workday, "2026-03-11", 2)]
    [InlineData(TimeLimitUnit.Day, "2026-03-09", 2)]
    public void Compute_Paused_MovesOnByTheDaysOfThePause(TimeLimitUnit unit, string day, int paused)
    {
        var deadline = Clock.Compute(At("2026-03-02 09:00"), new TimeLimit(5, unit), [Pause("2026-03-03 10:00", "2026-03-05 10:00")], At("2026-03-20 09:00"))!;

        Assert.Equal((DateOnly.Parse(day), paused, false), (deadline.Day, deadline.PausedDays, deadline.Paused));
    }

    [Fact]
    public void Compute_OverlappingAndUnorderedPauses_CountOnce()
    {
        ClockPause[] pauses = [Pause("2026-03-04 10:00", "2026-03-06 10:00"), Pause("2026-03-03 10:00", "2026-03-05 10:00"), Pause("2026-03-03 11:00", "2026-03-03 12:00")];
        var deadline = Clock.Compute(At("2026-03-02 09:00"), new TimeLimit(5, TimeLimitUnit.Workday), pauses, At("2026-03-20 09:00"))!;

        Assert.Equal((new DateOnly(2026, 3, 12), 3), (deadline.Day, deadline.PausedDays));
    }

    [Fact]
    public void Compute_PauseOverAWeekend_CountsWorkdaysOnly()
    {
        var deadline = Clock.Compute(At("2026-03-02 09:00"), new TimeLimit(5, TimeLimitUnit.Workday), [Pause("2026-03-06 10:00", "2026-03-09 10:00")], At("2026-03-20 09:00"))!;

        Assert.Equal((new DateOnly(2026, 3, 10), 1), (deadline.Day, deadline.PausedDays));
    }

    [Fact]
    public void Compute_OpenPause_MovesOnWithEveryDay()
    {
        ClockPause[] open = [new(At("2026-03-03 10:00"), null)];
        var first = Clock.Compute(At("2026-03-02 09:00"), new TimeLimit(2, TimeLimitUnit.Workday), open, At("2026-03-04 09:00"))!;
        var later = Clock.Compute(At("2026-03-02 09:00"), new TimeLimit(2, TimeLimitUnit.Workday), open, At("2026-03-06 09:00"))!;

        Assert.True(first.Paused && later.Paused);
        Assert.Equal((new DateOnly(2026, 3, 5), new DateOnly(2026, 3, 9)), (first.Day, later.Day));
    }

    [Fact]
    public void Compute_PauseAfterTheDeadlineOrBeforeTheStart_ChangesNothing()
    {
        ClockPause[] pauses = [Pause("2026-03-10 10:00", "2026-03-20 10:00"), Pause("2026-02-10 10:00", "2026-02-20 10:00"), Pause("2026-03-05 10:00", "2026-03-04 10:00")];
        var deadline = Clock.Compute(At("2026-03-02 09:00"), new TimeLimit(5, TimeLimitUnit.Workday), pauses, At("2026-03-20 09:00"))!;

        Assert.Equal((new DateOnly(2026, 3, 9), 0), (deadline.Day, deadline.PausedDays));
    }

    [Fact]
    public void Compute_HoursAndMinutes_StandStillByTheClock()
    {
        ClockPause[] pauses = [Pause("2026-03-02 10:00", "2026-03-02 11:30"), Pause("2026-03-02 08:00", "2026-03-02 09:15")];

        Assert.Equal(At("2026-03-02 12:45"), Clock.Compute(At("2026-03-02 09:00"), new TimeLimit(2, TimeLimitUnit.Hour), pauses, At("2026-03-03 09:00"))!.At);
        Assert.Equal(At("2026-03-02 09:45"), Clock.Compute(At("2026-03-02 09:00"), new TimeLimit(30, TimeLimitUnit.Minute), pauses, At("2026-03-03 09:00"))!.At);
    }

    [Fact]
    public void Compute_PastThePublishedYears_IsProvisional()
    {
        var workdays = Clock.Compute(At("2026-12-30 09:00"), new TimeLimit(5, TimeLimitUnit.Workday), [], At("2026-12-30 09:00"))!;
        var days = Clock.Compute(At("2026-12-30 09:00"), new TimeLimit(5, TimeLimitUnit.Day), [], At("2026-12-30 09:00"))!;

        Assert.True(workdays.Provisional);
        Assert.False(days.Provisional);
        Assert.False(Clock.Compute(At("2026-12-30 09:00"), new TimeLimit(1, TimeLimitUnit.Workday), [], At("2026-12-30 09:00"))!.Provisional);
    }

    [Fact]
    public void Extend_Promise_MovesOnByPausedWorkdays()
    {
        var promised = At("2026-03-09 17:30");

        Assert.Equal(promised, Clock.Extend(At("2026-03-02 09:00"), promised, [], promised)!.At);
        Assert.Equal(new DateOnly(2026, 3, 11), Clock.Extend(At("2026-03-02 09:00"), promised, [Pause("2026-03-03 10:00", "2026-03-05 10:00")], promised)!.Day);
    }

    [Fact]
    public void Of_Case_MovesItsPromiseOnByItsPauses()
    {
        var whole = new Case
        {
            AcceptedAt = At("2026-03-02 09:00"),
            PromisedAt = At("2026-03-09 17:30"),
            Pauses = [new CasePause { StartedAt = At("2026-03-03 10:00"), EndedAt = At("2026-03-05 10:00") }, new CasePause(), new CasePause { StartedAt = At("2026-03-10 10:00") }],
        };

        var deadline = CaseDeadline.Of(whole, WorkCalendarTests.Shipped(), At("2026-03-12 09:00"))!;

        Assert.Equal((new DateOnly(2026, 3, 13), 4, true), (deadline.Day, deadline.PausedDays, deadline.Paused));
        Assert.Equal(new DateOnly(2026, 3, 11), CaseDeadline.Of(whole with { FinishedAt = At("2026-03-10 16:00") }, WorkCalendarTests.Shipped(), At("2026-06-12 09:00"))!.Day);
        Assert.Null(CaseDeadline.Of(whole with { PromisedAt = null }, WorkCalendarTests.Shipped(), At("2026-03-12 09:00")));
        Assert.Equal(
            new DateOnly(2026, 3, 4),
            CaseDeadline.Of(new Case { AcceptedAt = At("2026-03-02 09:00"), PromisedLimit = new CaseTimeLimit { Amount = 2, Unit = "workday" } }, WorkCalendarTests.Shipped(), At("2026-03-12 09:00"))!.Day);
        Assert.Null(CaseDeadline.Of(new Case { AcceptedAt = At("2026-03-02 09:00"), PromisedLimit = new CaseTimeLimit { Amount = 2 } }, WorkCalendarTests.Shipped(), At("2026-03-12 09:00")));
        Assert.NotNull(CaseDeadline.Of(whole with { PromisedAt = At("2025-03-12 09:00"), Pauses = null }, WorkCalendarTests.Shipped(), At("2026-03-12 09:00")));
    }

    [Fact]
    public void Compute_WhatCannotBe_HasNoDeadline()
    {
        var start = At("2026-03-02 09:00");

        Assert.Null(Clock.Compute(start, new TimeLimit(1, TimeLimitUnit.Workday), [new(start, new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero))], start));
        Assert.Null(Clock.Compute(start, new TimeLimit(1, TimeLimitUnit.Hour), [new(start, new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero))], start));
        Assert.Null(Clock.Compute(start, new TimeLimit(int.MaxValue, TimeLimitUnit.Hour), [], start));
        Assert.Null(Clock.Compute(start, new TimeLimit(int.MaxValue, TimeLimitUnit.Month), [], start));
        Assert.Null(Clock.Compute(new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero), new TimeLimit(9, TimeLimitUnit.Day), [], start));
        Assert.Null(Clock.Extend(start, new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero), [], start));
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock.Compute(start, new TimeLimit(-1, TimeLimitUnit.Day), [], start));
    }

    private static ClockPause Pause(string from, string to) => new(At(from), At(to));

    private static DateTimeOffset At(string text) => new(DateTime.Parse(text), TimeSpan.FromHours(8));
}
