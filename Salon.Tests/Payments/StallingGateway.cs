using System.Reflection;
using Salon.Payments.Online;

namespace Salon.Tests.Payments;

/// <summary>The provider's client, in a program that stands still after it has read a payment.</summary>
public class StallingGateway : DispatchProxy
{
    private IPaymentGateway inner = null!;
    private Func<Task> afterReading = null!;

    public static IPaymentGateway Before(IPaymentGateway inner, Func<Task> afterReading)
    {
        var proxy = Create<IPaymentGateway, StallingGateway>();
        ((StallingGateway)(object)proxy).inner = inner;
        ((StallingGateway)(object)proxy).afterReading = afterReading;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(inner, args);
        return targetMethod.Name == nameof(IPaymentGateway.PaymentAsync) ? StallAsync((Task<Heard<ProviderPayment>>)answer!) : answer;
    }

    private async Task<Heard<ProviderPayment>> StallAsync(Task<Heard<ProviderPayment>> reading)
    {
        var read = await reading;
        await afterReading();
        return read;
    }
}
