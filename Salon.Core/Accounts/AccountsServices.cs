using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Salon.Jobs;

namespace Salon.Accounts;

public static class AccountsServices
{
    /// <exception cref="ArgumentException">A setting is wrong; the message says which and why.</exception>
    public static IServiceCollection AddAccounts(this IServiceCollection services, SignInOptions options)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems), nameof(options));

        services.TryAddSingleton<ICodeSender, NoCodeSender>();
        return services
            .AddSingleton(options)
            .AddSingleton<CodeMetrics>()
            .AddSingleton<CodeBreaker>()
            .AddSingleton<SignInService>()
            .AddSingleton<SessionService>()
            .AddSingleton<BearerTokens>()
            .AddSingleton<ActorService>()
            .AddSingleton<MemberService>()
            .AddSingleton<ProfileService>()
            .AddSingleton<OwnerService>()
            .AddSingleton<SignUpService>()
            .AddSingleton<PlatformAdmins>()
            .AddJob<ForgetOldJob>();
    }
}
