using Salon.Web.Endpoints;
using Salon.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);

builder.AddSettings();
builder.AddSalon();
builder.AddLanguages();
builder.AddKeyRing();
builder.AddAuth();
builder.AddPages();

var app = builder.Build();

app.UseSalonErrors();
app.UseSalonHeaders();
app.UseLanguages();
app.UseAuth();
app.MapAuthApi();
app.MapSignOut();
app.MapSalonPages();

await app.PrepareAsync();
if (await app.RunCommandAsync(args) is { } exitCode) return exitCode;
await app.RunAsync();
return 0;
