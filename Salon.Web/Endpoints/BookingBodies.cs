using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Salon.Accounts;
using Salon.Bookings;

namespace Salon.Web.Endpoints;

/// <summary>One service of a visit somebody wants.</summary>
internal sealed record LineRequest(
    [property: Description("Id of a service on the menu."), Required] Guid? Service,
    [property: Description("Id of the person asked for; left out, anyone.")] Guid? Staff);

/// <summary>A visit a customer wants.</summary>
internal sealed record BookingRequest(
    [property: Description("The salon's slug."), Required] string? Salon,
    [property: Description("Id of one of its branches."), Required] Guid? Branch,
    [property: Description("One of the free times, with its offset."), Required] DateTimeOffset? Start,
    [property: Description("1 to 8 services in the order of the visit."), Required] IReadOnlyList<LineRequest?>? Lines,
    [property: Description("What the salon should know; at most 500 characters.")] string? Note,
    [property: Description("Only keep the time for a few minutes; confirm it to have it.")] bool? Hold,
    [property: Description("The customer's name, if her profile has none yet; at most 100 characters.")] string? Name);

/// <summary>What is said when a held time is confirmed.</summary>
internal sealed record ConfirmRequest(
    [property: Description("Replaces the note of the hold; at most 500 characters.")] string? Note,
    [property: Description("The customer's name, if her profile has none yet; at most 100 characters.")] string? Name);

/// <summary>What is said when a visit is cancelled.</summary>
internal sealed record CancelRequest([property: Description("At most 300 characters.")] string? Reason);

/// <summary>What the salon says when it cancels a visit.</summary>
internal sealed record DeskCancelRequest(
    [property: Description("At most 300 characters.")] string? Reason,
    [property: Description("The customer asked for it: her money goes by the policy she agreed to. Otherwise it is the salon's doing, and all of it goes back.")] bool? ForCustomer);

/// <summary>Where a visit should move.</summary>
internal sealed record MoveRequest(
    [property: Description("One of the free times, with its offset."), Required] DateTimeOffset? Start,
    [property: Description("Left out, the services stay, and so do the people who were asked for.")] IReadOnlyList<LineRequest?>? Lines);

/// <summary>What a customer thought of her visit.</summary>
internal sealed record ReviewRequest(
    [property: Description("1 to 5 stars."), Required] int? Rating,
    [property: Description("In her words; at most 2,000 characters.")] string? Text);

/// <summary>A visit the desk writes down for somebody.</summary>
internal sealed record DeskRequest(
    [property: Description("Id of one of the salon's branches."), Required] Guid? Branch,
    [property: Description("Any minute at which people and rooms are free, with its offset."), Required] DateTimeOffset? Start,
    [property: Description("1 to 8 services in the order of the visit."), Required] IReadOnlyList<LineRequest?>? Lines,
    [property: Required] ContactRequest? Customer,
    [property: Description("At most 500 characters.")] string? Note);

/// <summary>Whom the desk books for.</summary>
internal sealed record ContactRequest(
    [property: Description("At most 100 characters."), Required] string? Name,
    [property: Description("As people write it, or E.164; left out for somebody who walked in.")] string? Phone,
    [property: Description("ar or en: the language of messages to her. Left out, the language of this call.")] string? Language);

/// <summary>Reads an Idempotency-Key.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MostCharacters = 200;

    /// <param name="body">What the key is for: the same key with anything else is a mistake of the caller.</param>
    /// <returns>Null when the call has none.</returns>
    public static CallKey? Of(HttpContext context, Fields fields, object body)
    {
        if (context.Request.Headers[Header] is not [{ } key, ..]) return null;
        if (key.Length is 0 or > MostCharacters || key.Any(c => c is < '!' or > '~')) fields.Refuse(Header, ApiErrors.NotAKey);
        return new CallKey(key, $"{context.Request.Path}\n{System.Text.Json.JsonSerializer.Serialize(body, ApiJson.Options)}"); // written anew, so that spaces and order do not count
    }
}
