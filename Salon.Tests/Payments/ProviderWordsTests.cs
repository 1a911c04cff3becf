using System.Text.Json;
using Salon.Payments.Online.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>What the provider says is shown to people and stored: it comes through the door of typed text.</summary>
public sealed class ProviderWordsTests
{
    [Fact]
    public void Words_of_the_provider_are_kept_without_what_harms_their_reader()
    {
        using var answer = JsonDocument.Parse("""
            {"id":"pay-1","status":"paid","amount":10000,"currency":"SAR","description":" Visit\u0000 \u202E 7\n","metadata":{"note":"a\u0000b"},
             "source":{"company":"ma\u202Eda","number":"XXXX\u00001111","message":"APPROVED\u2066"}}
            """);

        var payment = MoyasarJson.Payment(answer.RootElement);

        Assert.NotNull(payment);
        Assert.Equal(("Visit 7", "mada XXXX1111", "APPROVED", "ab"), (payment.Description, payment.Card, payment.Words, payment.Metadata["note"]));
    }
}
