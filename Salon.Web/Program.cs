using Salon.Payments;
using Salon.Web.Endpoints;
using Salon.Web.Hosting;
using Salon.Web.Sandbox;

return await StartUp.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddSettings();
    builder.AddLogs();
    builder.AddTelemetry();
    builder.AddProxies();
    builder.AddSecurityHeaders();
    builder.AddLimits();
    builder.AddSalon();
    builder.AddMessaging();
    builder.AddPayments();
    builder.AddHealth();
    builder.AddLanguages();
    builder.AddKeyRing();
    builder.AddAuth();
    builder.AddPages();
    builder.AddOpeningTurns();
    builder.AddPageCache();
    builder.AddCompression();
    builder.AddApi();
    builder.AddDocument();

    var app = builder.Build();

    app.UseHead();
    app.UseProxies();
    app.UseRequestLog();
    app.UseCompression();
    app.UseLanguages();
    app.UseSalonErrors();
    app.UseInputGuard();
    app.UseSocketGuard();
    app.UseCircuitsByAddress();
    app.UseHttpsForPages();
    app.UseLimitsByAddress();
    app.UseOpeningTurns();
    app.UseFormGuard();
    app.UseWholeCommands();
    app.UseAuth();
    app.UseCircuitsBySession();
    app.UsePageCache();

    app.MapHealth();
    app.MapApi();
    app.MapDocument();
    app.MapSignOut();
    app.MapPublic();
    app.MapCustomerExport();
    app.MapMedia();
    app.MapAdminFiles();
    app.MapReceipts();
    app.MapJobs();
    app.MapSandbox();
    app.MapSalonPages();

    await app.PrepareAsync();
    if (await app.RunCommandAsync(args) is { } exitCode) return exitCode;
    await app.RunAsync();
    return 0;
});
