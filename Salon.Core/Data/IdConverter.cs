using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Salon.Data;

internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value))
    where TId : struct, IEntityId<TId>
{
    private static TId Make(Guid value) => TId.From(value); // an expression tree may not call a static interface member itself
}

/// <summary>SQLite: whole microseconds since 1970, so that the database compares and orders instants. PostgreSQL keeps microseconds too.</summary>
internal sealed class InstantAsMicroseconds() : ValueConverter<Instant, long>(
    instant => ToMicroseconds(instant), value => FromMicroseconds(value))
{
    private const long TicksPerMicrosecond = 10;

    internal static long ToMicroseconds(Instant instant) => instant.ToUnixTimeTicks() / TicksPerMicrosecond;

    internal static Instant FromMicroseconds(long value) => Instant.FromUnixTimeTicks(value * TicksPerMicrosecond);
}

/// <summary>PostgreSQL: timestamptz.</summary>
internal sealed class InstantAsTimestamp() : ValueConverter<Instant, DateTime>(
    instant => instant.ToDateTimeUtc(), value => Instant.FromDateTimeUtc(DateTime.SpecifyKind(value, DateTimeKind.Utc)));

internal sealed class LocalDateConverter() : ValueConverter<LocalDate, DateOnly>(
    date => new DateOnly(date.Year, date.Month, date.Day), value => new LocalDate(value.Year, value.Month, value.Day));
