namespace Salon.Tenancy;

/// <summary>The rule of <see cref="DayHours.IsValid"/>, in SQL.</summary>
internal static class HoursCheck
{
    public const string Required = "from_minute >= 0 AND from_minute < 1440 AND to_minute > from_minute AND to_minute - from_minute <= 1440";
    public const string Optional = $"(from_minute IS NULL AND to_minute IS NULL) OR (from_minute IS NOT NULL AND to_minute IS NOT NULL AND {Required})";
}
