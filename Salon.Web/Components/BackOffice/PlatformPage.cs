using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Components.BackOffice;

/// <summary>A page of whoever operates the installation, about all of its salons.</summary>
public abstract class PlatformPage : StaffPage
{
    private protected override Func<CancellationToken, Task<Actor>> Asking() => Me.OnPlatformAsync;

    protected override Task OnParametersSetAsync() => OpenAsync(ReadAsync);

    /// <summary>A page that shows nothing but a form reads nothing.</summary>
    protected override Task<Error?> LoadAsync(Actor actor) => Task.FromResult(actor.May(Permission.OperatePlatform) ? null : TenancyErrors.NotAllowed);
}
