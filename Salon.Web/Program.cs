using Salon.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);

builder.AddSettings();
builder.AddSalon();
builder.AddLanguages();
builder.AddPages();

var app = builder.Build();

app.UseSalonErrors();
app.UseSalonHeaders();
app.UseLanguages();
app.MapSalonPages();

await app.PrepareAsync();
await app.RunAsync();
