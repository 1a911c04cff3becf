using Microsoft.Data.Sqlite;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>What an operator got wrong ends the program at start with one sentence that says what to do, not with a stack trace.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("salon-refused-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Salon__PublicUrl", "", "Salon:PublicUrl is missing")]
    [InlineData("Salon__PublicUrl", "book.example.sa", "must be a full address such as https://book.example.sa")]
    [InlineData("Salon__Authentica__Key", "", "Salon:Authentica:Key")]
    [InlineData("Salon__Authentica__Address", "http://127.0.0.1:5080/sandbox/authentica/api/v2/", "a stand-in that only Development has")]
    [InlineData("Salon__Authentica__Address", "http://api.authentica.sa/api/v2/", "it must begin with https")]
    [InlineData("Salon__Authentica__Kee", "x", "Salon:Authentica")]
    [InlineData("Salon__DemoData", "true", "Salon:DemoData is true")]
    [InlineData("Salon__DrainSeconds", "99", "Salon:DrainSeconds must be between 0 and 60")]
    [InlineData("Salon__DrainSeconds", "soon", "A setting under Salon is wrong")]
    [InlineData("Salon__MinFreeMegabytes", "0", "Salon:MinFreeMegabytes must be between 1 and 1,000,000")]
    [InlineData("Salon__KeyRingSecret", "short", "Salon:KeyRingSecret must have at least 32 characters")]
    [InlineData("Salon__KnownProxies", "10.0.0.0/40", "Salon:KnownProxies has \"10.0.0.0/40\"")]
    [InlineData("Salon__Limits__Reads__PerAddress", "0", "Salon:Limits:Reads:PerAddress must be at least 1")]
    [InlineData("Salon__Limits__Reeds__PerAddress", "5", "Salon:Limits")]
    [InlineData("Salon__SignIn__CodeTries", "0", "Salon:SignIn:CodeTries must be at least 1")]
    [InlineData("Salon__SignIn__Countries", "SA,Narnia", "Salon:SignIn:Countries has \"NARNIA\"")]
    [InlineData("ConnectionStrings__Salon", "Server=db;Database=salon", "ConnectionStrings:Salon must begin with Host=")]
    [InlineData("ConnectionStrings__Salon", "Host=127.0.0.1;Port=1;Database=salon;Username=salon", "Salon:KeyRingSecret is missing; on PostgreSQL every dump of the database holds the keys")]
    [InlineData("Salon__PublicUrl", "http://book.example.sa", "people sign in there, so it must begin with https")]
    [InlineData("Salon__SignIn__CodeTriez", "9", "There is no setting Salon:SignIn:CodeTriez (as a variable Salon__SignIn__CodeTriez); did you mean Salon:SignIn:CodeTries (Salon__SignIn__CodeTries)?")]
    [InlineData("Salon__KeyRingSecrt", "x", "did you mean Salon:KeyRingSecret")]
    [InlineData("Salon__PublicUlr", "https://book.example.sa", "did you mean Salon:PublicUrl")]
    [InlineData("Salon__SignIn__Contries__0", "SA", "did you mean Salon:SignIn:Countries")]
    [InlineData("Salon__Limits__Reads__PerAdress", "5", "did you mean Salon:Limits:Reads:PerAddress")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true", "list the proxies in Salon:KnownProxies")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317x/y z", "must be the full address of a collector")]
    [InlineData("Salon__DataDirectory", "/proc/salon", "which cannot be written to")]
    public async Task A_setting_that_is_missing_or_wrong(string name, string value, string sentence)
    {
        var settings = SalonProcess.Production(folder);
        settings[name] = value;

        await RefusedAsync(settings, sentence);
    }

    [Fact]
    public async Task A_database_of_a_newer_program()
    {
        await using (var made = await SalonProcess.StartAsync(SalonProcess.Production(folder))) Assert.Equal(0, await made.StopAsync());
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "salon.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '10.0.0')";
            await insert.ExecuteNonQueryAsync();
        }

        await RefusedAsync(SalonProcess.Production(folder), "The database was made by a newer Salon");
    }

    [Fact]
    public async Task A_database_that_is_not_there()
    {
        var settings = SalonProcess.Production(folder);
        settings["Salon__KeyRingSecret"] = SalonProcess.Secret;
        settings["ConnectionStrings__Salon"] = "Host=127.0.0.1;Port=1;Database=salon;Username=salon";

        await RefusedAsync(settings, "The database cannot be used");
    }

    [Theory]
    [InlineData("SUPERUSER")]
    [InlineData("BYPASSRLS")]
    public async Task A_user_of_the_database_whom_row_level_security_does_not_bind(string power)
    {
        var settings = SalonProcess.Production(folder);
        settings["Salon__KeyRingSecret"] = SalonProcess.Secret;
        settings["ConnectionStrings__Salon"] = await (await PostgresCluster.GetAsync()).CreateDatabaseAsAsync($"mighty_{power.ToLowerInvariant()}", power);

        await RefusedAsync(settings, "is a superuser of PostgreSQL, or has BYPASSRLS");
    }

    [Fact, Trait("Proves", "R-20")]
    public async Task A_secret_that_does_not_open_the_stored_keys()
    {
        var settings = SalonProcess.Production(folder);
        settings["Salon__KeyRingSecret"] = new string('a', 32);
        await using (var made = await SalonProcess.StartAsync(settings))
        {
            await made.Client.GetAsync("/sign-in"); // the first form makes the first key
            Assert.Equal(0, await made.StopAsync());
        }

        settings["Salon__KeyRingSecret"] = new string('b', 32);
        await RefusedAsync(settings, "Salon:KeyRingSecret does not open the stored keys");
        settings.Remove("Salon__KeyRingSecret");
        await RefusedAsync(settings, "The stored keys are encrypted, and Salon:KeyRingSecret is missing");
    }

    [Fact]
    public async Task An_address_that_another_program_has()
    {
        await using var first = await SalonProcess.StartAsync(SalonProcess.Production(folder));

        await RefusedAsync(SalonProcess.Production(Directory.CreateDirectory(Path.Combine(folder, "other")).FullName), "Stop the other program, or choose another address", first.Address.Port);
    }

    private static async Task RefusedAsync(Dictionary<string, string> settings, string sentence, int? port = null)
    {
        var (exitCode, output) = await SalonProcess.RunAsync(settings, port);

        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
