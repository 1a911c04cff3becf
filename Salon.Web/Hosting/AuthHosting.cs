using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Salon.Accounts;

namespace Salon.Web.Hosting;

/// <summary>Who is asking: browsers show a cookie, API clients a bearer token; both name a session, which is looked up on every request.</summary>
internal static class AuthHosting
{
    public const string CookieScheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string BearerScheme = "Bearer";

    /// <summary>Whoever operates the installation, for what is no page of ours: our pages ask their services.</summary>
    public const string OperatorPolicy = "Operator";
    private const string EitherScheme = "Salon";

    /// <summary>Proves that a form comes from a page of ours; whoever sees a form has it.</summary>
    public const string FormsCookie = "salon-forms";

    public static void AddAuth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CookieRules>().AddSingleton<KeptForm>();
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, displayName: null, options => options.ForwardDefaultSelector = SchemeFor)
            .AddCookie(CookieScheme)
            .AddScheme<AuthenticationSchemeOptions, AuthBearerHandler>(BearerScheme, configureOptions: null);
        services.AddOptions<CookieAuthenticationOptions>(CookieScheme).Configure<CookieRules, SignInOptions>(Configure);
        services.AddAuthorization(options => options.AddPolicy(OperatorPolicy, policy => policy.RequireAuthenticatedUser().RequireAssertion(OperatesAsync)));
        services.AddOptions<Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions>()
            .Configure<CookieRules>((options, rules) => rules.Apply(options.Cookie, FormsCookie));

        services.AddScoped<AuthenticationStateProvider, AuthRevalidation>();
        services.AddScoped<Me>();
    }

    public static void UseAuth(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseLimitsByUser();
        app.UseAuthorization();
    }

    /// <summary>The rules of signing in, from <c>Salon:SignIn</c>.</summary>
    public static SignInOptions ReadSignInOptions(this IConfiguration configuration)
    {
        var section = configuration.GetSection("Salon:SignIn");
        var options = section.Get<SignInOptions>() ?? new SignInOptions();
        var delays = section.GetSection(nameof(SignInOptions.ResendDelays)).Get<Duration[]>();
        if (delays is { Length: > 0 }) options = options with { ResendDelays = delays }; // the binder alone would add them to the defaults

        if (section[nameof(SignInOptions.Countries)] is { } line) options = options with { Countries = line.ToUpperInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };

        var problems = options.Problems().ToList();
        return problems.Count == 0 ? options : throw new SettingException(string.Join(' ', problems.Select(problem => $"Salon:{problem}")));
    }

    private static async Task<bool> OperatesAsync(AuthorizationHandlerContext asked)
    {
        if (asked.Resource is not HttpContext context || asked.User.UserId is not { } user) return false;
        var actors = context.RequestServices.GetRequiredService<ActorService>();
        return (await actors.ForUserAsync(user, organization: null, context.RequestAborted)).May(Permission.OperatePlatform);
    }

    // A cookie is never enough for the API, so a page of another site cannot use a visitor's cookie there.
    private static string SchemeFor(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? BearerScheme : CookieScheme;

    private static void Configure(CookieAuthenticationOptions options, CookieRules rules, SignInOptions signIn)
    {
        rules.Apply(options.Cookie, "salon");
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = signIn.SessionLifetime.ToTimeSpan(); // the session's own row says when it really ends
        options.SlidingExpiration = false;
        var redirect = options.Events.OnRedirectToLogin; // answers 401 to scripts
        options.Events.OnRedirectToLogin = async context =>
        {
            await LostSession.KeepTypedAsync(context.HttpContext);
            await redirect(context);
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = async context =>
        {
            var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionService>();
            var alive = context.Principal?.SessionId is { } session && await sessions.FindAsync(session, ClientNetwork.Of(context.HttpContext.Connection.RemoteIpAddress), context.HttpContext.RequestAborted) is not null;
            if (alive) return;

            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieScheme);
        };
    }
}
