using Salon.Accounts;
using Salon.Bookings;
using Salon.Messaging;
using Salon.Tests.World;

namespace Salon.Tests.Messaging;

/// <summary>A code that arrived at a number proves more than any table of numbers.</summary>
public sealed class ProvedNumberTests
{
    [Theory, BothDatabases]
    public async Task Whose_number_was_proved_is_written_to_whatever_tables_of_numbers_say_of_it(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var phone = PhoneNumber.FromStored("+966112345678"); // the tables take it for a landline
        var user = await stage.Shop.RegisterAsync(phone, "Huda");
        await using (var across = await stage.World.Database.OpenForWriteAcrossAsync(default))
        {
            across.Sessions.Add(Session.Start(user, "test", stage.World.Clock.Now, stage.World.Get<SignInOptions>()));
            Assert.Null(await across.CommitAsync(default));
        }

        var made = await stage.World.Get<BookingService>().BookAsync(new Actor(stage.Shop.Id, user, Role.Customer), stage.Shop.Request(Shop.At(16)), new Customer(user, phone, "Huda", "ar"), default);
        Assert.True(made.TryGet(out var id, out var refusal), refusal?.Code);
        await stage.DispatchAsync();

        Assert.Equal(MessageStatus.Sent, (await stage.OnlyMessageAsync(id)).Status);
    }

    [Theory]
    [InlineData("+966551234567", false)] // mobile
    [InlineData("+12125550123", false)] // North America does not tell
    [InlineData("+447012345678", false)] // personal
    [InlineData("+445612345678", false)] // VoIP
    [InlineData("+966590", false)] // of no plan we know: a new range perhaps
    [InlineData("+966112345678", true)] // fixed line
    [InlineData("+9668001234567", true)] // toll-free
    [InlineData("+443331234567", true)] // UAN
    [InlineData("+449012345678", true)] // premium
    [InlineData("+447640123456", true)] // pager
    public void Only_what_is_known_to_take_no_texts_gets_none(string number, bool none) => Assert.Equal(none, PhoneNumber.FromStored(number).TakesNoTexts);
}
